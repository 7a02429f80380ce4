import { expect, test } from "vitest";
import { seriesTotals, stackDays } from "./stacked-days.ts";

const counts = [
  { day: "2026-11-01", outcome: "succeeded", runs: 2 },
  { day: "2026-11-01", outcome: "failed", runs: 1 },
  { day: "2026-11-02", outcome: "succeeded", runs: 0 },
  { day: "2026-11-03", outcome: "failed", runs: 4 },
];

test("each day is one bar with its parts and their sum", () => {
  expect(stackDays(counts)).toEqual([
    { label: "2026-11-01", parts: { succeeded: 2, failed: 1 }, total: 3 },
    { label: "2026-11-02", parts: { succeeded: 0 }, total: 0 },
    { label: "2026-11-03", parts: { failed: 4 }, total: 4 },
  ]);
});

test("the legend's sums are those of the counts", () => {
  expect(seriesTotals(stackDays(counts))).toEqual({ succeeded: 2, failed: 5 });
  expect(seriesTotals([])).toEqual({});
});
