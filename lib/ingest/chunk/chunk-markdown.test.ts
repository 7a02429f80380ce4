import { describe, expect, it } from "vitest";
import { countTokens } from "#lib/embed/tokens.ts";
import { chunkMarkdown } from "./chunk-markdown.ts";
import { generalRules, most } from "./rules.ts";

describe("chunkMarkdown", () => {
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
      const repeated = chunk.before.slice("## Stocks\n\n".length).trim();
      expect(text.slice(0, chunk.start).trimEnd().endsWith(repeated)).toBe(true);
      expect(countTokens(repeated)).toBeGreaterThanOrEqual(80);
      expect(countTokens(repeated)).toBeLessThanOrEqual(150);
    }
  });

  it("does not overlap chunks of different sections", () => {
    const body = long.slice(0, 90).join(" ");
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

  it("cuts a large fence by lines, opens and closes it in every piece, and says so", () => {
    const lines = Array.from({ length: 500 }, (_, n) => `model ${n}: a lever of steel`);
    const { chunks, warnings } = chunkMarkdown(
      `## Models\n\n\`\`\`text\n${lines.join("\n")}\n\`\`\``,
    );
    expect(chunks.length).toBeGreaterThan(2);
    for (const { text } of chunks)
      expect(text).toMatch(/^## Models\n\n```text\nmodel \d+: [^`]*steel\n```$/);
    expect(warnings).toEqual(["A part of “Models” is larger than 1600 tokens and was cut."]);
  });

  it("cuts a large warning by sentences, and says so; one that fits stays whole beside longer text", () => {
    const large = chunkMarkdown(`## Care\n\n**Warning:** ${long.join(" ")}`);
    expect(large.warnings).toHaveLength(1);
    for (const { text, before } of large.chunks)
      expect(text.slice(before.length)).toMatch(/(?:stock|Care)\.?$/);
    const warning = `> Warning: ${long.slice(0, 130).join(" ")}`;
    const { chunks, warnings } = chunkMarkdown(
      `## Care\n\n${long.slice(0, 60).join(" ")}\n\n${warning}`,
    );
    expect(countTokens(warning)).toBeGreaterThan(generalRules.high);
    expect(chunks.filter(({ text }) => text.includes(warning))).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it("keeps a list whole that fits, and cuts a larger one between its items", () => {
    const items = (count: number) =>
      long
        .slice(0, count)
        .map((one) => `- ${one}`)
        .join("\n");
    const { chunks } = chunkMarkdown(`## Parts\n\n${long.slice(0, 40).join(" ")}\n\n${items(110)}`);
    expect(chunks.some(({ text }) => text.includes(items(110)))).toBe(true);
    for (const { text, before } of chunkMarkdown(`## Parts\n\n${items(400)}`).chunks.slice(1))
      expect(text.slice(before.length)).toMatch(/^- Sentence number/);
  });

  it("names a small text by its title, or by the first and the last of its headings", () => {
    const path = (text: string) => chunkMarkdown(text).chunks.map(({ headingPath }) => headingPath);
    expect(path("# Events\n\nOne in June.")).toEqual(["Events"]);
    expect(path("# Events\n\n## June\n\nOne.\n\n## July\n\nNone.")).toEqual(["Events"]);
    expect(path("# June\n\nOne.\n\n# July\n\nNone.")).toEqual(["June … July"]);
    expect(path("No heading.")).toEqual([null]);
  });

  it("leaves the metadata list out", () => {
    const { chunks } = chunkMarkdown("# T\n\n## 0. Metadata\n- Version: 1\n\n## 1. Text\n\nHello.");
    expect(chunks.map(({ text }) => text).join()).not.toContain("Version");
  });

  it("cuts a line of 200,000 characters without a blank", () => {
    const { chunks } = chunkMarkdown("x".repeat(200_000));
    expect(chunks.every(({ tokens }) => tokens <= most)).toBe(true);
    expect(chunks.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(200_000);
  });
});
