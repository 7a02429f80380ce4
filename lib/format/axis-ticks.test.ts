import fc from "fast-check";
import { expect, test } from "vitest";
import { axisTicks } from "./axis-ticks.ts";

test.each([
  [0, "whole", [0, 1, 2, 3, 4]],
  [252, "whole", [0, 100, 200, 300]],
  [9, "whole", [0, 3, 6, 9]],
  [902_000, "duration", [0, 300_000, 600_000, 900_000, 1_200_000]],
  [0.0031, "any", [0, 0.001, 0.002, 0.003, 0.004]],
] as const)("up to %d, %s: %j", (most, kind, ticks) => {
  const found = axisTicks(most, kind);
  expect(found).toHaveLength(ticks.length);
  for (const [at, tick] of ticks.entries()) expect(found[at]).toBeCloseTo(tick, 9);
});

test("the last mark is at or past the most, and there are few", () => {
  const kind = fc.constantFrom("whole" as const, "any" as const, "duration" as const);
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), kind, (most, of) => {
      const ticks = axisTicks(most, of);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-6));
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      if (of === "whole") expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});
