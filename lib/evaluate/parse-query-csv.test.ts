import { expect, test } from "vitest";
import { parseQueryCsv } from "./parse-query-csv.ts";

test("reads questions with what goes with them", () => {
  const csv =
    "\uFEFFName,Question,set,mode,expected,unwanted\n" +
    'Year,"what year, exactly?",age,owner,Brand/a.md | Brand/b.md,\n';
  expect(parseQueryCsv(csv)).toEqual({
    problems: [],
    rows: [
      {
        line: 2,
        name: "Year",
        text: "what year, exactly?",
        set: "age",
        mode: "owner",
        expected: ["Brand/a.md", "Brand/b.md"],
        unwanted: [],
        note: null,
      },
    ],
  });
});

test("names a question by its text where it has no name", () => {
  expect(parseQueryCsv("text\nhow old is it").rows[0]).toMatchObject({ name: "how old is it" });
});

test("cuts no character in half where it names a question by its text", () => {
  const [row] = parseQueryCsv(`text\n${"x".repeat(199)}🚲 and more`).rows;
  expect(row?.name.isWellFormed()).toBe(true);
});

test("names a bad row by its line and keeps the others", () => {
  const { rows, problems } = parseQueryCsv("text,name\nfirst,one\n,two\nthird,three");
  expect(rows.map((row) => row.text)).toEqual(["first", "third"]);
  expect(problems).toEqual([{ line: 3, message: "There is no question." }]);
});

test("cuts no question at a comma that was not quoted, but names its row", () => {
  const { rows, problems } = parseQueryCsv(
    "text,set\nhow, exactly, is it made\nhow old,age,,\nhow",
  );
  expect(rows.map(({ text, set }) => [text, set])).toEqual([
    ["how old", "age"],
    ["how", null],
  ]);
  expect(problems).toEqual([
    {
      line: 2,
      message: "It has 3 cells under 2 columns. Put a text that holds a comma in quotes.",
    },
  ]);
});

test.each([";", "\t"])("reads a file whose cells are parted by %j", (by) => {
  const { rows } = parseQueryCsv(`Text${by}Set\nhow, exactly${by}age\n`);
  expect(rows).toMatchObject([{ text: "how, exactly", set: "age" }]);
});

test.each([
  ["name\nx", "No column is called text, query or question."],
  ["text\n", "There is no row below the header."],
  ["", "There is no row below the header."],
  ['text\n"never closed', "Nothing is imported: from here on this is not CSV. Check the quotes."],
])("%j is refused with a reason", (csv, message) => {
  const { rows, problems } = parseQueryCsv(csv);
  expect(rows).toEqual([]);
  expect(problems.map((problem) => problem.message)).toEqual([message]);
});

test("stops at 2,000 rows and says how many are left", () => {
  const { rows, problems } = parseQueryCsv(`text\n${"q\n".repeat(2_003)}`);
  expect(rows).toHaveLength(2_000);
  expect(problems[0]?.message).toContain("3 rows are over the 2000");
});
