import { expect, test } from "vitest";
import { fillDays } from "./run-history.ts";

test("days without a run are there, in order, over a month's end", () => {
  const filled = fillDays([{ day: "2026-03-01", outcome: "failed", runs: 3 }], "2026-03-02", 4);
  expect(filled).toEqual([
    { day: "2026-02-27", outcome: "succeeded", runs: 0 },
    { day: "2026-02-28", outcome: "succeeded", runs: 0 },
    { day: "2026-03-01", outcome: "failed", runs: 3 },
    { day: "2026-03-02", outcome: "succeeded", runs: 0 },
  ]);
});

test("a day keeps all its outcomes, and days before the first one are left out", () => {
  const filled = fillDays(
    [
      { day: "2026-02-20", outcome: "failed", runs: 9 },
      { day: "2026-03-02", outcome: "failed", runs: 1 },
      { day: "2026-03-02", outcome: "succeeded", runs: 2 },
    ],
    "2026-03-02",
    1,
  );
  expect(filled).toEqual([
    { day: "2026-03-02", outcome: "failed", runs: 1 },
    { day: "2026-03-02", outcome: "succeeded", runs: 2 },
  ]);
});
