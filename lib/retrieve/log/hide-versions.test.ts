import { describe, expect, it } from "vitest";
import { hideVersions, openSpans } from "./hide-versions.ts";

const open = (ended_us: number) => ({ ended_us, restricted: false });
const restricted = (ended_us: number) => ({ ended_us, restricted: true });
const always = Number.NEGATIVE_INFINITY;
const now = Number.POSITIVE_INFINITY;

describe("openSpans", () => {
  it("is all of time for a document without a version that its reader may see", () => {
    expect(openSpans([], true)).toEqual([{ from: always, to: now }]);
    expect(openSpans([], false)).toEqual([]);
  });

  it("joins what was open and leaves out what was not", () => {
    expect(openSpans([open(1), open(3), restricted(5), open(7)], true)).toEqual([
      { from: always, to: 3 },
      { from: 5, to: now },
    ]);
    expect(openSpans([open(1), restricted(4)], false)).toEqual([{ from: always, to: 1 }]);
  });

  it("takes what was restricted and opened in one transaction for never restricted", () => {
    expect(openSpans([open(2), restricted(2)], true)).toEqual([{ from: always, to: now }]);
  });
});

describe("hideVersions", () => {
  // Open up to 2, restricted up to 6, open since.
  const spans = openSpans([open(2), restricted(6)], true);
  const hidden = (...ends: ReturnType<typeof open>[]) =>
    hideVersions(ends, spans).map((one) => one.hidden);

  it("hides what stood only while the document was restricted", () => {
    expect(hidden(open(3), open(4), open(5), open(7))).toEqual([false, true, true, false]);
  });

  it("hides what began as the document was restricted, and ended as it was opened", () => {
    expect(hidden(open(2), open(6), open(8))).toEqual([false, true, false]);
  });

  it("hides what was restricted itself", () => {
    expect(hidden(restricted(1), open(2))).toEqual([true, false]);
  });

  it("tells which writes were made while, or as, the document was restricted or opened", () => {
    const ends = [1, 2, 4, 6, 7].map(open);
    expect(hideVersions(ends, spans).map((one) => one.endedHidden)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it("goes by both sides of its moment for what began and ended in one transaction", () => {
    expect(hidden(open(1), open(1))).toEqual([false, false]);
    for (const moment of [2, 4, 6])
      expect(hidden(open(moment), open(moment)).at(-1), String(moment)).toBe(true);
  });
});
