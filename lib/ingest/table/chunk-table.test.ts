import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countTokens } from "#lib/embed/tokens.ts";
import { most } from "#lib/ingest/chunk/rules.ts";
import { chunkTable } from "./chunk-table.ts";
import { readRows } from "./read-rows.ts";

const options = { title: "Parts", redact: false, low: 400, high: 800 };
const table = (text: string, redact = false) =>
  chunkTable(() => readRows([text]), { ...options, redact });
const bare = (text: string) => text.replace(/\s+/g, "");
const quoted = (row: string[]) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");

const cell = fc.oneof(
  fc.constantFrom(
    "",
    "lever",
    "12",
    "MX8",
    "a|b",
    "漢字 😀",
    'said "yes"',
    "# no heading",
    "x".repeat(40),
  ),
  fc.string({ maxLength: 30 }),
  fc.constant("a very long cell ".repeat(500)),
);
const rows = fc.array(fc.tuple(fc.constantFrom("A", "B", "C"), cell, cell), {
  minLength: 1,
  maxLength: 150,
  size: "max",
});
const common = (cells: [string, string, string][]) =>
  cells.map(([group, one, two]): [string, string, string] => [
    group,
    one.slice(0, 60),
    two.slice(0, 60),
  ]);

describe("chunkTable", () => {
  it("keeps every row once and in order, at its place, and every bound", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.boolean(), async (all, sorted) => {
        const cells = sorted
          ? common(all).sort(([a], [b]) => a.localeCompare(b))
          : all.slice(0, 20);
        const csv = [["Group", "One", "Two"], ...cells].map(quoted).join("\n");
        const { text, chunks } = await table(csv);
        const own = chunks.map(({ text: made, before }) => made.slice(before.length));
        expect(bare(own.join(""))).toBe(bare(text));
        let end = 0;
        for (const chunk of chunks) {
          expect(text.slice(chunk.start, chunk.end).trim()).toBe(
            chunk.text.slice(chunk.before.length),
          );
          expect(chunk.tokens).toBe(countTokens(chunk.text));
          expect(chunk.tokens).toBeLessThanOrEqual(most);
          expect(chunk.start).toBeGreaterThanOrEqual(end);
          end = chunk.end;
        }
        const shown = cells.map((row) =>
          row.map((one) => one.replace(/\s+/g, " ").trim().replaceAll("|", "\\|")).join(""),
        );
        const kept = bare(text).replace(/[\\|]/g, "");
        for (const row of shown) expect(kept).toContain(bare(row).replace(/[\\|]/g, ""));
      }),
      { numRuns: 30, endOnFailure: true, interruptAfterTimeLimit: 4000 },
    );
  });

  it("groups rows by family, and repeats heading and header where a group is cut", async () => {
    const parts = ["STRADA", "ALTURA"].flatMap((family) =>
      Array.from({ length: 120 }, (_, n) => `${family},lever number ${n} of steel`),
    );
    const { chunks } = await table(`Family,Part\n${parts.join("\n")}\n`);
    expect(chunks.length).toBeGreaterThan(3);
    for (const { text, tokens } of chunks) {
      expect(text).toMatch(
        /^(?:# Parts\n\n)?## (?:STRADA|ALTURA)\n\n\| Family \| Part \|\n\| --- \| --- \|\n\|/,
      );
      expect(tokens).toBeLessThanOrEqual(options.high);
    }
    expect(chunks[0]?.headingPath).toBe("Parts > STRADA");
    expect(chunks.at(-1)?.headingPath).toBe("Parts > ALTURA");
  });

  it("drops columns of amounts for the whole table where one part of it shows what they are", async () => {
    const { text } = await table("Part,Note\nlever,€ 40.00\nbell,$ 12.50\nlamp,steel\n", true);
    expect(text).not.toMatch(/40|12/);
    expect(text).toContain("lamp");
  });

  it("keeps a column of codes whose last rows, read by themselves, would look like amounts", async () => {
    const lines = Array.from({ length: 300 }, (_, n) => `lever ${n},part ${n}x\n`);
    const parts = ["Part,Mark\n", ...lines, "bell,6226.01\n"];
    const { text } = await chunkTable(() => readRows(parts), { ...options, redact: true });
    expect(text).toContain("part 7x");
  });

  it("cuts a row that is larger than a chunk, and says so without its text", async () => {
    const { chunks, warnings } = await table(
      `Part,Note\nlever,${"secret words ".repeat(3000)}\nbell,rings\n`,
    );
    expect(warnings).toEqual(["A row is larger than 1600 tokens and was cut."]);
    expect(Math.max(...chunks.map(({ tokens }) => tokens))).toBeLessThanOrEqual(most);
    expect(chunks.at(-1)?.text).toContain("| bell | rings |");
  });

  it.each([
    ["a short row", "a,b\n1,2\n3\n", /another number of cells than the header near line 3/],
    ["an open quote", 'a,b\n"1,2\n', /quotes do not match/],
    ["a header alone", "a,b\n", /header but no rows/],
    ["nothing but amounts", "PRICE,COST\n$5.00,$6.00\n", /no column that may be ingested/],
  ])("refuses %s", async (_name, csv, message) => {
    await expect(table(csv, true)).rejects.toThrow(message);
  });
});
