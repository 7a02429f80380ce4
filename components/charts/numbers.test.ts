import { expect, test } from "vitest";
import { numbersCsv } from "./numbers.ts";

test("a file holds the numbers unrounded, nothing where nothing is known, and no formula", () => {
  const csv = numbersCsv({
    columns: [{ header: "Who" }, { header: "Cost, US dollars", words: () => "about a cent" }],
    rows: [
      ["=HYPERLINK(1)", 0.0123456],
      ["b@example.com", null],
    ],
  });
  expect(csv).toBe(`Who,"Cost, US dollars"\r\n'=HYPERLINK(1),0.0123456\r\nb@example.com,\r\n`);
});
