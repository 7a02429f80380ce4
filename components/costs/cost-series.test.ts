import { expect, test } from "vitest";
import { costSeries } from "./cost-series.ts";

const part = (key: string, cost: number) => ({
  day: "2026-11-24",
  key,
  cost,
  tokens: 0,
  calls: 1,
  failed: 0,
});

test("causes keep their order and look, whatever was bought", () => {
  const { series } = costSeries("cause", [part("shadow", 9), part("run", 1)], ({ cost }) => cost);
  expect(series.map(({ key }) => key)).toEqual(["run", "shadow"]);
});

test("the five largest people have names, the others are one series, and none is lost", () => {
  const parts = ["a", "b", "c", "d", "e", "f", ""].map((key, at) => part(key, at));
  const { series, seriesOf } = costSeries("who", parts, ({ cost }) => cost);
  expect(series.map(({ label }) => label)).toEqual([
    "nobody named",
    "f",
    "e",
    "d",
    "c",
    "2 others",
  ]);
  const keys = new Set(series.map(({ key }) => key));
  expect(parts.every(({ key }) => keys.has(seriesOf(key)))).toBe(true);
});
