import { expect, test } from "vitest";
import { csvLine } from "#lib/format/csv.ts";
import { parseEditCsv } from "./parse-edit-csv.ts";

const id = "6b7c9d52-1d0b-4d4a-9d7f-0f3f3f3f3f3f";
const file = (head: string[], ...lines: string[][]) => [head, ...lines].map(csvLine).join("");

test("cells become values by the field's kind; an export's guards and empty cells are undone", () => {
  const { edits, ignored, problems } = parseEditCsv(
    "document",
    file(
      [
        "id",
        "version",
        "path",
        "title",
        "summary",
        "tags",
        "pricingSensitive",
        "effectiveFrom",
        "chunks",
      ],
      [id, "7", "a.md", "=SUM(1)", "", '["b, c","a"]', "false", "2026-12-01T09:00:00.000Z", "12"],
    ),
  );
  expect(problems).toEqual([]);
  expect(ignored).toEqual(["chunks"]);
  expect(edits).toEqual([
    {
      line: 2,
      id,
      version: 7,
      refused: {},
      cells: expect.objectContaining({ title: "=SUM(1)", summary: "", tags: '["b, c","a"]' }),
      values: {
        title: "=SUM(1)",
        summary: null,
        tags: ["a", "b, c"],
        pricingSensitive: false,
        effectiveFrom: "2026-12-01T09:00:00.000Z",
      },
    },
  ]);
});

test("a line that makes no sense is named and stops no other; a file without ids is refused", () => {
  const other = id.replace(/f$/, "0");
  const { edits, problems } = parseEditCsv(
    "document",
    file(
      ["id", "version", "status"],
      ["x", "1", "active"],
      [id, "1", "soon"],
      [other, "0", "active"],
      [other, "2", "planned"],
      [other, "2", "active"],
    ),
  );
  expect(edits.map(({ line, values, refused }) => [line, values, refused])).toEqual([
    [3, {}, { status: expect.stringMatching(/^Status: /) }],
    [5, { status: "planned" }, {}],
  ]);
  expect(problems.map(({ line }) => line)).toEqual([2, 4, 6]);
  expect(() => parseEditCsv("document", "title\r\nA\r\n")).toThrow(/columns id and version/);
  expect(() => parseEditCsv("document", 'id,version\r\n"x')).toThrow(/not a CSV file/);
});

test("a spreadsheet that separates by semicolons or tabs is understood, with a mark of UTF-8 in front", () => {
  const rows = [
    ["id", "version", "summary", "tags"],
    [id, "7", "Of barrels, and their steel", "b;a"],
  ];
  for (const between of [";", "\t"]) {
    const csv = `\ufeff${rows.map((row) => row.map((cell) => `"${cell}"`).join(between)).join("\r\n")}`;
    expect(parseEditCsv("document", csv).edits.map(({ values }) => values)).toEqual([
      { summary: "Of barrels, and their steel", tags: ["a", "b"] },
    ]);
  }
});

test("a line that lost cells empties no field, and one that got more by a comma moves none", () => {
  const other = id.replace(/f$/, "0");
  const third = id.replace(/f$/, "1");
  const { edits, problems } = parseEditCsv(
    "document",
    `id,version,summary,title\r\n${id},7\r\n${other},7,Of barrels, and their steel,Barrels\r\n${third},7,Kept,Barrels,,\r\n`,
  );
  expect(edits.map(({ id, values }) => [id, values])).toEqual([
    [third, { summary: "Kept", title: "Barrels" }],
  ]);
  expect(problems).toEqual([
    { line: 2, message: expect.stringMatching(/2 cells.*4 columns/) },
    { line: 3, message: expect.stringMatching(/5 cells.*4 columns/) },
  ]);
});

test("a column that stands in the file twice is asked about: of two values none is taken silently", () => {
  expect(() =>
    parseEditCsv(
      "document",
      file(["id", "version", "summary", "summary"], [id, "1", "Mine", "Old"]),
    ),
  ).toThrow(/column summary .*twice/);
});

test("letters that were lost because the file is not UTF-8 are refused, those that stood there stay", () => {
  const { edits } = parseEditCsv(
    "document",
    file(["id", "version", "summary", "title"], [id, "1", "Caff\ufffd", "Barrels"]),
  );
  expect(edits[0]?.refused).toEqual({ summary: expect.stringMatching(/^Summary: .*UTF-8/) });
  expect(edits[0]?.values).toEqual({ title: "Barrels" });
});
