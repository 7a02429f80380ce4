import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseWebsearch } from "./parse-websearch.ts";

describe("parseWebsearch", () => {
  it.each([
    ["a question", "what year was it made?", ["what year was it made?"], [], []],
    ["a phrase", 'rims "made by hand" steel', ["rims made by hand steel"], ["made by hand"], []],
    ["an exclusion", "rims -carbon", ["rims"], [], ["carbon"]],
    ["an excluded phrase", 'rims -"carbon fibre"', ["rims"], [], ["carbon fibre"]],
    ["codes and dashes", "2-G -- - --help MX8", ["2-G -- - --help MX8"], [], []],
    ["an unpaired quote", 'the "frame', ["the  frame"], [], []],
    ["nothing but operators", '- "" -"" & | ! ( ) <-> :*', ["- & | ! ( ) <-> :*"], [], []],
    ["Arabic", 'عمر "بندقيتي"', ["عمر بندقيتي"], ["بندقيتي"], []],
  ])("reads %s", (_name, query, words, phrases, excluded) => {
    expect(parseWebsearch(query)).toEqual({ words: words.join(" "), phrases, excluded });
  });

  it("takes any text, and keeps every word on one side or the other", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('"', "-", " ", "a", "bc", "é", "&"), { maxLength: 40 }),
        (drawn) => {
          const query = drawn.join("");
          const { words, excluded } = parseWebsearch(query);
          const letters = (text: string) => [...text.matchAll(/[\p{L}]/gu)].length;
          expect(letters(words) + letters(excluded.join(""))).toBe(letters(query));
        },
      ),
    );
  });
});
