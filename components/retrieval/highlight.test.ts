import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerpt, splitHighlights, wordsToMark } from "./highlight.ts";

function marked(text: string, query: string): string[] {
  return splitHighlights(text, wordsToMark(query))
    .filter((segment) => segment.marked)
    .map((segment) => segment.text);
}

describe("splitHighlights", () => {
  it.each([
    ["whole words, any case", "The Barrel and its barrel.", "BARREL", ["Barrel", "barrel"]],
    ["longer forms of a long word", "barrels, barreling", "barrel", ["barrels", "barreling"]],
    ["not inside a word", "handbarrel", "barrel", []],
    ["short words exactly", "MX8 and MX80", "mx8", ["MX8"]],
    ["no function words", "what is the year of it", "what is the year", ["year"]],
    ["Arabic", "عمر بندقيتي هنا", "ما هو عمر بندقيتي", ["عمر", "بندقيتي"]],
    ["decomposed letters", "cafe\u0301 bar", "caf\u00e9", ["cafe\u0301"]],
    ["regular expressions as text", "a.c (x) abc", "a.c (x) [z", []],
    ["markup as text", "<b>bold</b>", "<b>bold</b>", ["bold"]],
  ])("marks %s", (_name, text, query, expected) => {
    expect(marked(text, query)).toEqual(expected);
  });

  it("never loses, adds or moves a character", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        (text, query) => {
          const segments = splitHighlights(text, wordsToMark(query));
          expect(segments.map((segment) => segment.text).join("")).toBe(text);
          for (const { start, text: part } of segments)
            expect(text.slice(start, start + part.length)).toBe(part);
        },
      ),
    );
  });
});

describe("excerpt", () => {
  it.each([
    ["begins below the headings", "# A\n\n## B\nThe frame.", "frame", "The frame."],
    ["keeps a text that is all heading", "# Frame", "frame", "# Frame"],
    [
      "begins near the first marked word",
      `${"so ".repeat(60)}a frame.`,
      "frame",
      /^… (so )+a frame\.$/,
    ],
    ["begins at the start where no word stands", `${"so ".repeat(60)}`, "frame", /^so so/],
  ])("%s", (_name, text, query, expected) => {
    const made = excerpt(text, wordsToMark(query));
    if (typeof expected === "string") expect(made).toBe(expected);
    else expect(made).toMatch(expected);
  });
});
