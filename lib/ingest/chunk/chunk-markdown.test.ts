import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countTokens } from "#lib/embed/tokens.ts";
import { chunkMarkdown, defaultSizes } from "./chunk-markdown.ts";

const sentence = fc
  .array(
    fc.constantFrom(
      "barrel",
      "rib",
      "the",
      "walnut",
      "stock",
      "is",
      "cut",
      "by",
      "hand",
      "Ünïcode",
      "漢字",
      "😀",
    ),
    { minLength: 3, maxLength: 25 },
  )
  .map((words) => `${words.join(" ")}.`);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 60 }).map((all) => all.join(" "));
const list = fc
  .array(sentence, { minLength: 1, maxLength: 40 })
  .map((all) => all.map((one) => `- ${one}`).join("\n"));
const fence = fc
  .array(sentence, { minLength: 1, maxLength: 10 })
  .map((all) => `\`\`\`\n${all.join("\n")}\n\`\`\``);
const heading = fc
  .tuple(fc.integer({ min: 1, max: 4 }), sentence)
  .map(([level, title]) => `${"#".repeat(level)} ${title}`);
const markdown = fc
  .array(fc.oneof(paragraph, list, fence, heading), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join("\n\n"));
const bare = (text: string) => text.replace(/\s+/g, "");

describe("chunkMarkdown", () => {
  it("keeps every character once, in order, and no chunk above the limit", () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const { chunks } = chunkMarkdown(text);
        expect(bare(chunks.map(({ start, end }) => text.slice(start, end)).join(""))).toBe(
          bare(text),
        );
        for (const { text: made, start, end, tokens } of chunks) {
          expect(bare(made).endsWith(bare(text.slice(start, end)))).toBe(true);
          expect(tokens).toBe(countTokens(made));
          expect(tokens).toBeLessThanOrEqual(defaultSizes.most);
        }
      }),
      { numRuns: 60 },
    );
  });

  const long = Array.from(
    { length: 400 },
    (_, n) => `Sentence number ${n} speaks of the walnut stock.`,
  );

  it("repeats the heading and overlaps neighbours cut from one section by 80 to 150 tokens", () => {
    const text = `# Wood\n\n## Stocks\n\n${long.join(" ")}`;
    const { chunks } = chunkMarkdown(text);
    expect(chunks.length).toBeGreaterThan(2);
    for (const [index, chunk] of chunks.entries()) {
      expect(chunk.headingPath).toBe("Wood > Stocks");
      if (index === 0) continue;
      expect(chunk.text.startsWith("## Stocks\n\n")).toBe(true);
      const repeated = chunk.text.slice(
        "## Stocks\n\n".length,
        chunk.text.length - text.slice(chunk.start, chunk.end).trim().length,
      );
      expect(text.slice(0, chunk.start)).toContain(repeated.trim());
      expect(countTokens(repeated)).toBeGreaterThanOrEqual(70);
      expect(countTokens(repeated)).toBeLessThanOrEqual(155);
    }
  });

  it("does not overlap chunks of different sections", () => {
    const body = long.slice(0, 30).join(" ");
    const { chunks } = chunkMarkdown(`# A\n\n${body}\n\n# B\n\n${body}`);
    expect(chunks.map(({ text }) => text)).toEqual([`# A\n\n${body}`, `# B\n\n${body}`]);
  });

  it("joins tiny sections with their next sibling", () => {
    const { chunks } = chunkMarkdown("# T\n\n## One\n\nFirst.\n\n## Two\n\nSecond.");
    expect(chunks).toHaveLength(1);
    expect(chunks[0]?.text).toContain("Second.");
  });

  it("cuts a large table by rows under its repeated header, and says so", () => {
    const rows = Array.from({ length: 400 }, (_, n) => `| part ${n} | a lever of steel |`);
    const { chunks, warnings } = chunkMarkdown(
      `# Parts\n\n| Part | Text |\n| --- | --- |\n${rows.join("\n")}`,
    );
    expect(chunks.length).toBeGreaterThan(1);
    for (const { text } of chunks) expect(text).toContain("| Part | Text |\n| --- | --- |\n| part");
    expect(warnings).toHaveLength(1);
  });

  it("leaves the metadata list out", () => {
    const { chunks } = chunkMarkdown("# T\n\n## 0. Metadata\n- Version: 1\n\n## 1. Text\n\nHello.");
    expect(chunks.map(({ text }) => text).join()).not.toContain("Version");
  });

  it("cuts a line of 200,000 characters without a blank", () => {
    const { chunks } = chunkMarkdown("x".repeat(200_000));
    expect(chunks.every(({ tokens }) => tokens <= defaultSizes.most)).toBe(true);
    expect(chunks.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(200_000);
  });
});
