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
