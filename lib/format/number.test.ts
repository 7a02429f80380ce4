import { expect, test } from "vitest";
import { axisCost, axisCount, axisDuration, formatCost } from "./number.ts";

test.each([
  [0, "$0"],
  [12.345, "$12.35"],
  [1234, "$1,234.00"],
  [0.0012345, "$0.0012"],
  [0.000_003_9, "$0.0000039"],
  [1e-9, "under $0.0000001"],
])("%d dollars are %s", (dollars, words) => {
  expect(formatCost(dollars)).toBe(words);
});

test.each([
  [0, "$0"],
  [0.5, "$0.50"],
  [20, "$20"],
  [2000, "$2k"],
  [0.005, "$0.005"],
])("an axis marks %d dollars as %s", (dollars, words) => {
  expect(axisCost(dollars)).toBe(words);
});

test.each([
  [0, "0"],
  [250, "250 ms"],
  [15_000, "15 s"],
  [150_000, "2.5 min"],
  [10_800_000, "3 h"],
])("an axis marks %d ms as %s", (ms, words) => {
  expect(axisDuration(ms)).toBe(words);
});

test("large counts are short on an axis", () => {
  expect([850, 12_000, 1_500_000].map(axisCount)).toEqual(["850", "12k", "1.5m"]);
});
