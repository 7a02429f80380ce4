import { expect, test } from "vitest";
import { seriesTotals, stackedBar } from "./stacked-days.ts";

test("a bar is as high as its parts together", () => {
  const bar = stackedBar("2026-11-01", "1 Nov 2026", { succeeded: 2, failed: 1 });
  expect(bar.total).toBe(3);
  expect(stackedBar("2026-11-02", "2 Nov 2026", {}).total).toBe(0);
});

test("the legend's sums are those of the bars", () => {
  const bars = [
    stackedBar("1", "1", { succeeded: 2, failed: 1 }),
    stackedBar("2", "2", { succeeded: 0 }),
    stackedBar("3", "3", { failed: 4 }),
  ];
  expect(seriesTotals(bars)).toEqual({ succeeded: 2, failed: 5 });
  expect(seriesTotals([])).toEqual({});
});
