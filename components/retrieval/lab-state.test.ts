import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearchParams, toQueryString } from "#lib/url/search-params.ts";
import { labParsers } from "./lab-parsers.ts";
import { labStateSchema } from "./lab-state.ts";

const anyState = fc.record({
  q: fc
    .string({ unit: "grapheme", maxLength: 60 })
    .map((text) => labStateSchema.shape.q.catch("").parse(text)),
  k: fc.integer({ min: 0, max: 50 }),
  mode: fc.constantFrom("", "owner", "prospect"),
  open: fc.oneof(fc.constant(""), fc.uuid({ version: 4 })),
});

describe("the lab's state in the address", () => {
  it("comes back as it was, on the server", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const raw = Object.fromEntries(new URLSearchParams(toQueryString(labStateSchema, state)));
        expect(parseSearchParams(labStateSchema, raw)).toEqual({ state, ignored: [] });
      }),
    );
  });

  it("comes back as it was, in the browser", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(labParsers.q.parse(labParsers.q.serialize(state.q))).toBe(state.q);
        expect(labParsers.k.parse(labParsers.k.serialize(state.k))).toBe(state.k);
        expect(labParsers.mode.parse(labParsers.mode.serialize(state.mode))).toBe(state.mode);
        expect(labParsers.open.parse(labParsers.open.serialize(state.open))).toBe(state.open);
      }),
    );
  });

  it.each([
    ["k", "51"],
    ["k", "-1"],
    ["k", "many"],
    ["open", "not-an-id"],
    ["q", "x".repeat(1_501)],
    ["q", "nul \u0000"],
  ] as const)("takes the default for %s=%s and says so", (key, value) => {
    const { state, ignored } = parseSearchParams(labStateSchema, { [key]: value });
    expect(state).toEqual(labStateSchema.parse({}));
    expect(ignored).toEqual([key]);
    expect(labParsers[key].parse(value)).toBeNull();
  });
});
