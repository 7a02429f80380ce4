import { describe, expect, it } from "vitest";
import { harmlessTexts as all, measures, models } from "#lib/testing/harmless-texts.ts";
import { removed } from "./fold-text.ts";
import { redactAnchored, redactProse, redactQuery } from "./redact.ts";

describe("codes, years and measures", () => {
  it(`of ${all.length} in texts of sensitive documents at most 2 % are taken for an amount`, () => {
    const wrong = all.filter((text) => redactProse(text) !== text);
    expect(wrong.length / all.length, wrong.join("\n")).toBeLessThanOrEqual(0.02);
  });

  it("are none without a sign, a code or a word of money", () => {
    expect(all.filter((text) => redactAnchored(text) !== text)).toEqual([]);
    expect(all.filter((text) => redactQuery(text) !== text)).toEqual([]);
  });

  it("stay beside an amount that goes", () => {
    const kept = [...models, ...measures].map((item) => [
      item,
      redactProse(`For ${item} it is $6,990.00 today.`),
    ]);
    const wrong = kept.filter(
      ([item = "", text = ""]) => text !== `For ${item} it is ${removed} today.`,
    );
    expect(wrong.length / kept.length, wrong.join("\n")).toBeLessThanOrEqual(0.02);
  });

  it("numbers of headings in a path stay, an amount in one goes", () => {
    for (const path of [
      "Signals: Price, Lead Times, and Advertising > 1. Overview … 5. Experiences",
      "Price and waiting > 3.2 Waiting > 3.2.1 Queue",
    ])
      expect(redactProse(path)).toBe(path);
    expect(redactProse("Parts > Price > 450. Ask")).toBe(`Parts > Price > ${removed}. Ask`);
    expect(redactProse("Parts > Price > 45 Euro")).toContain(removed);
  });
});
