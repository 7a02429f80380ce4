import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvCell, csvLine } from "./csv.ts";

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=x", '=HYPERLINK("http://x")'])(
  "%j is no formula in a spreadsheet",
  (value) => {
    expect(csvCell(value).replace(/^"/, "")).toMatch(/^'/);
  },
);

test("plain text stays as it is", () => {
  expect(csvLine(["MX8", "a,b", 'say "x"', ""])).toBe('MX8,"a,b","say ""x""",\r\n');
});

test("any values come back from a line, less the apostrophe", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 6 }),
      (values) => {
        const [row] = parse(csvLine(values), { record_delimiter: "\r\n" }) as string[][];
        expect(row?.map((one) => one.replace(/^'(?=[=+\-@\t\r\n'])/, ""))).toEqual(values);
      },
    ),
  );
});
