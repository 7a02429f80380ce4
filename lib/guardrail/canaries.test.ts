import { describe, expect, it } from "vitest";
import { anchoredCanary, type Canary, likelyCanary, seeded } from "#lib/testing/canaries.ts";
import { foldText } from "./fold-text.ts";
import { holdsAmount, redactAnchored, redactProse, redactQuery } from "./redact.ts";

const random = seeded(20_261_123);
const anchored = Array.from({ length: 3000 }, () => anchoredCanary(random));
const likely = Array.from({ length: 1000 }, () => likelyCanary(random));

function leaks(canaries: Canary[], redact: (text: string) => string): string[] {
  return canaries
    .filter(({ text, needle }) => foldText(redact(text)).text.replace(/\s/g, "").includes(needle))
    .map(({ text }) => `${text} → ${redact(text)}`);
}

describe("planted amounts", () => {
  it("are found by the search for leaks where nothing is redacted", () => {
    expect(leaks([...anchored, ...likely], (text) => text)).toHaveLength(4000);
  });

  it("leave a text of a sensitive document", () => {
    expect(leaks([...anchored, ...likely], redactProse)).toEqual([]);
  });

  it("leave a query and any other text where a sign, a code or a word of money stands beside them", () => {
    expect(leaks(anchored, redactAnchored)).toEqual([]);
    expect(leaks(anchored, redactQuery)).toEqual([]);
  });

  it("are not left when all stand in one text, and a second time changes nothing", () => {
    const text = [...anchored, ...likely].map((one) => one.text).join("\n\n");
    const once = redactProse(text);
    const folded = foldText(once).text.replace(/\s/g, "");
    expect(
      [...anchored, ...likely].filter(({ needle }) => needle.length > 4 && folded.includes(needle)),
    ).toEqual([]);
    expect(redactProse(once)).toBe(once);
    expect(holdsAmount(once)).toBe(false);
  });
});
