import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countTokens } from "#lib/embed/tokens.ts";
import { type Chunk, chunkMarkdown } from "./chunk-markdown.ts";
import { type CutRules, generalRules, most } from "./rules.ts";

const words = [
  "barrel",
  "rib",
  "the",
  "walnut",
  "is",
  "MX8",
  '29 1/2"',
  "Ünïcode",
  "漢字",
  "😀",
  "**bold**",
  "a|b",
];
const sentence = fc
  .array(fc.constantFrom(...words), { minLength: 2, maxLength: 25 })
  .map((all) => `${all.join(" ")}.`);
// Without a size of its own fast-check stays at some ten sentences, and nothing would be cut.
const many = (most: number) => fc.array(sentence, { minLength: 1, maxLength: most, size: "max" });
const lines = (most: number, mark: (one: string, at: number) => string) =>
  many(most).map((all) => all.map(mark).join("\n"));
const paragraph = many(60).map((all) => all.join(" "));
const list = lines(120, (one, at) => (at % 4 === 3 ? `  - ${one}` : `- ${one}`));
const numbered = lines(20, (one, at) => `${at + 1}. ${one}`);
const quote = lines(40, (one) => `> ${one}`);
const fence = lines(120, (one) => one).map((all) => `\`\`\`text\n${all}\n\`\`\``);
const indented = lines(5, (one) => `    ${one}`);
const table = lines(120, (one) => `| ${one.replaceAll("|", " ")} | x |`).map(
  (rows) => `| A | B |\n| --- | --- |\n${rows}`,
);
const warning = many(90).map((all) => `**Warning:** ${all.join(" ")}`);
const heading = fc
  .tuple(fc.integer({ min: 1, max: 6 }), sentence)
  .map(([level, title]) => `${"#".repeat(level)} ${title}`);
const setext = sentence.map((title) => `${title}\n===`);
const odd = fc.constantFrom(
  "---",
  "<b>html</b>",
  "[link]: https://a.example",
  "x".repeat(9000),
  "<!-- a\n\nb -->",
);
const markdown = fc
  .array(
    fc.oneof(
      heading,
      heading,
      paragraph,
      list,
      numbered,
      quote,
      fence,
      indented,
      table,
      warning,
      setext,
      odd,
    ),
    { minLength: 1, maxLength: 16 },
  )
  .map((parts) => parts.join("\n\n"));
const rules = fc.constantFrom<CutRules>(
  generalRules,
  { low: 400, high: 800, overlap: false },
  { low: 600, high: 1200, overlap: true, unit: ({ level }) => level === 2 },
  { low: 600, high: 1000, overlap: true, unit: ({ level }) => level > 1, unitsJoin: true },
  { low: 100, high: 300, overlap: true, groupItems: (item) => item.slice(0, 6) },
);
const bare = (text: string) => text.replace(/\s+/g, "");
const own = ({ text, before, after }: Chunk) =>
  text.slice(before.length, text.length - after.length);

describe("chunkMarkdown, for any Markdown", () => {
  it("keeps the text once and in order: chunks without overlap and repeated headings are the text", () => {
    fc.assert(
      fc.property(markdown, rules, (text, how) => {
        const { chunks } = chunkMarkdown(text, how);
        expect(bare(chunks.map(own).join(""))).toBe(bare(text.replace(/^---$/gm, "")));
        for (const chunk of chunks)
          expect(bare(text.slice(chunk.start, chunk.end)).replaceAll("---", "")).toBe(
            bare(own(chunk)).replaceAll("---", ""),
          );
      }),
      { numRuns: 60, interruptAfterTimeLimit: 10_000, endOnFailure: true },
    );
  });

  it("keeps every bound: 1,600 tokens, an overlap of 80 to 150, places in order", () => {
    fc.assert(
      fc.property(markdown, rules, (text, how) => {
        let end = 0;
        for (const chunk of chunkMarkdown(text, how).chunks) {
          expect(chunk.tokens).toBe(countTokens(chunk.text));
          expect(chunk.tokens).toBeLessThanOrEqual(most);
          expect(chunk.start).toBeGreaterThanOrEqual(end);
          end = chunk.end;
          const repeated = countTokens(
            chunk.before.replace(/^(?:#+ .*\n+|.*\n===\n+)+/, "").trim(),
          );
          if (!how.overlap && !/^(?:```text|\| A \| B \|)/m.test(chunk.before))
            expect(repeated).toBe(0);
          else expect(repeated).toBeLessThanOrEqual(150);
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 10_000, endOnFailure: true },
    );
  });

  it("loses no letter of what is hardly Markdown", () => {
    const letters = [..."#>-*_`~|[]()<!:\\ \n\t1.aé😀\u00a0\u2028"];
    const noise = fc.array(fc.constantFrom(...letters, "\n\n", "```\n", "# ", "| a |\n"), {
      maxLength: 300,
    });
    const kept = (text: string) => text.replace(/[-*_\s]+/g, "");
    fc.assert(
      fc.property(noise, rules, (parts, how) => {
        const text = parts.join("");
        const { chunks } = chunkMarkdown(text, how);
        expect(kept(chunks.map(own).join(""))).toBe(kept(text));
        for (const { text: made, tokens } of chunks) {
          expect(made.isWellFormed()).toBe(true);
          expect(tokens).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 400 },
    );
  });
});
