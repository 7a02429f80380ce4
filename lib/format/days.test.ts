import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, barStarts, dayBars, daysInWords, daysOfBar } from "./days.ts";

const today = "2026-11-24";

test.each([
  [{}, "2026-10-26", 1, 30],
  [{ time: "7d" as const }, "2026-11-18", 1, 7],
  [{ time: "1y" as const }, "2025-11-26", 7, 52],
  [{ from: "2026-11-20" }, "2026-11-20", 1, 5],
  [{ time: "7d" as const, to: "2026-01-07" }, "2026-01-01", 1, 7],
  [{ from: "2027-01-01" }, "2027-01-01", 1, 1],
])("%j begins on %s in bars of %i days, %i of them", (span, first, step, count) => {
  expect(dayBars(span, today)).toMatchObject({ first, step, count });
});

test("every day of a span is in exactly one bar, and there are at most 92", () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays("2000-01-01", n));
  fc.assert(
    fc.property(day, day, day, (from, to, one) => {
      const bars = dayBars({ from, to }, today);
      const inside = one >= bars.first && one <= bars.last;
      const hits = barStarts(bars).filter((start) => {
        const of = daysOfBar(bars, start);
        return of !== undefined && one >= of.first && one <= of.last;
      });
      expect(hits).toHaveLength(inside ? 1 : 0);
      expect(bars.count).toBeLessThanOrEqual(92);
    }),
  );
});

test("a day on which no bar begins names none", () => {
  const year = dayBars({ time: "1y" }, today);
  expect(daysOfBar(year, "2025-11-27")).toBeUndefined();
  expect(daysOfBar(year, "2025-11-26")).toEqual({ first: "2025-11-26", last: "2025-12-02" });
});

test.each([
  ["2026-11-03", "2026-11-03", "3 Nov 2026"],
  ["2026-11-03", "2026-11-09", "3 to 9 Nov 2026"],
  ["2026-10-28", "2026-11-03", "28 Oct to 3 Nov 2026"],
  ["2025-12-30", "2026-01-05", "30 Dec 2025 to 5 Jan 2026"],
])("%s until %s is %s", (first, last, words) => {
  expect(daysInWords(first, last)).toBe(words);
});
