import { expect, it } from "vitest";
import { stopwatch } from "./stopwatch.ts";

it("books the time between laps on the stage that ends, and sums what the database took", () => {
  const times = [0, 1, 11, 111, 1_111];
  const clock = stopwatch(() => times.shift() ?? Number.NaN);
  clock.lap("guardMs");
  clock.lap("vectorMs");
  clock.lap("fulltextMs");
  clock.lap("rerankMs");
  expect(clock.timings()).toMatchObject({
    guardMs: 1,
    vectorMs: 10,
    fulltextMs: 100,
    rerankMs: 1_000,
    planMs: 0,
    searchMs: 110,
    totalMs: 1_111,
  });
});
