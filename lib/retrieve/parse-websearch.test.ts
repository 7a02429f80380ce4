import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseWebsearch } from "./parse-websearch.ts";

describe("parseWebsearch", () => {
  it.each([
    ["a question", "what year was it made?", "what year was it made?", []],
    [
      "a phrase",
      'rims "made by hand" steel',
      "rims made by hand steel",
      [{ words: "rims made by hand steel", phrases: ["made by hand"], excluded: [] }],
    ],
    [
      "an exclusion",
      "rims -carbon",
      "rims",
      [{ words: "rims", phrases: [], excluded: ["carbon"] }],
    ],
    [
      "an excluded phrase",
      'rims -"carbon fibre"',
      "rims",
      [{ words: "rims", phrases: [], excluded: ["carbon fibre"] }],
    ],
    ["codes and dashes", "2-G -- - --help MX8", "2-G -- - --help MX8", []],
    ["an unpaired quote", 'the "frame', "the  frame", []],
    ["nothing but operators", '- "" -"" & | ! ( ) <-> :*', "- & | ! ( ) <-> :*", []],
    [
      "Arabic",
      'عمر "بندقيتي"',
      "عمر بندقيتي",
      [{ words: "عمر بندقيتي", phrases: ["بندقيتي"], excluded: [] }],
    ],
    ["or between words", "is it heavy or light", "is it heavy or light", []],
    [
      "or between phrases",
      '"made by hand" OR "of carbon" -rims',
      "made by hand OR of carbon",
      [
        { words: "made by hand", phrases: ["made by hand"], excluded: [] },
        { words: "of carbon", phrases: ["of carbon"], excluded: ["rims"] },
      ],
    ],
    [
      "or beside nothing",
      'or "by hand" or',
      "or by hand or",
      [{ words: "by hand", phrases: ["by hand"], excluded: [] }],
    ],
  ])("reads %s", (_name, query, words, alternatives) => {
    expect(parseWebsearch(query)).toEqual({ words, alternatives });
  });

  it("takes any text, and keeps every word on one side or the other", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('"', "-", " ", "a", "bc", "é", "&"), { maxLength: 40 }),
        (drawn) => {
          const query = drawn.join("");
          const { words, alternatives } = parseWebsearch(query);
          const excluded = alternatives.flatMap((one) => one.excluded);
          const letters = (text: string) => [...text.matchAll(/[\p{L}]/gu)].length;
          expect(letters(words) + letters(excluded.join(""))).toBe(letters(query));
        },
      ),
    );
  });
});
