/** One bar: its label and the size of each of its parts by series key. */
export type StackedBar = { label: string; parts: Record<string, number>; total: number };

type Count = { day: string; outcome: string; runs: number };

/** Counts by day and outcome as one bar a day, in the order in which the days come. */
export function stackDays(counts: Count[]): StackedBar[] {
  const bars = new Map<string, StackedBar>();
  for (const { day, outcome, runs } of counts) {
    const bar = bars.get(day) ?? { label: day, parts: {}, total: 0 };
    bar.parts[outcome] = (bar.parts[outcome] ?? 0) + runs;
    bar.total += runs;
    bars.set(day, bar);
  }
  return [...bars.values()];
}

/** Sum of each series over all bars, for the legend. */
export function seriesTotals(bars: StackedBar[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { parts } of bars)
    for (const [key, size] of Object.entries(parts)) totals[key] = (totals[key] ?? 0) + size;
  return totals;
}
