import fc from "fast-check";
import { countTokens as count } from "gpt-tokenizer/encoding/cl100k_base";
import { expect, test } from "vitest";
import { countTokens } from "./tokens.ts";

const word = fc.string({ minLength: 1, maxLength: 12 }).map((text) => text.replace(/\s/g, "x"));
const text = fc.array(word, { minLength: 1, maxLength: 200 }).map((words) => words.join(" "));

test("a text has the tokens that the model's tokenizer counts, also the second time", () => {
  fc.assert(
    fc.property(text, (one) => {
      const tokens = count(one, { disallowedSpecial: new Set<string>() });
      expect([countTokens(one), countTokens(one)]).toEqual([tokens, tokens]);
    }),
  );
});

test.each([2, 998, 1000, 1002, 2500])(
  "a long run without a space is found after %i other characters, and counted in parts",
  (before) => {
    const run = "ab".repeat(505);
    const parts = [...Array(before / 2).fill("c "), run.slice(0, 1000), run.slice(1000)];
    const expected = parts.reduce((sum, part) => sum + count(part), 0);
    expect(countTokens("c ".repeat(before / 2) + run)).toBe(expected);
    expect(countTokens(`${"c ".repeat(before / 2)}${run.slice(20)}`)).toBeLessThan(expected);
  },
);
