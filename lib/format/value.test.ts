import { expect, test } from "vitest";
import { valueText } from "./value.ts";

test.each([
  [null, ""],
  [undefined, ""],
  [[], ""],
  [["trap", "skeet"], "trap, skeet"],
  [true, "yes"],
  [7, "7"],
  [{ a: 1 }, '{"a":1}'],
  ["2026-11-23T10:00:00.000Z", "2026-11-23 10:00:00 UTC"],
  ["2026-99-99T10:00", "2026-99-99T10:00"],
])("%j reads %j", (value, words) => {
  expect(valueText(value, "UTC")).toBe(words);
});

test("times in a list go by the zone too", () => {
  expect(valueText(["2026-11-23T10:00:00.000Z"], "Europe/Rome")).toBe("2026-11-23 11:00:00 UTC+1");
});
