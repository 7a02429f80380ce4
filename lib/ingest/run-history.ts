import type { DayOutcome } from "./runs-schemas.ts";

const dayMs = 86_400_000;

/**
 * The last `days` days up to `today` (both `YYYY-MM-DD`), in order. A day without a run comes as one
 * entry of 0 succeeded runs, so that a gap in time is a gap on the axis.
 */
export function fillDays(counted: DayOutcome[], today: string, days: number): DayOutcome[] {
  const end = Date.parse(`${today}T00:00:00Z`);
  const byDay = Map.groupBy(counted, ({ day }) => day);
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(end - (days - 1 - index) * dayMs).toISOString().slice(0, 10);
    return byDay.get(day) ?? [{ day, outcome: "succeeded" as const, runs: 0 }];
  }).flat();
}
