/** One bar: its label, its full name, and the size of each of its parts by series key. */
export type StackedBar = {
  label: string;
  name?: string;
  parts: Record<string, number>;
  total: number;
};

/** A bar of these parts. */
export function stackedBar(label: string, name: string, parts: Record<string, number>): StackedBar {
  const total = Object.values(parts).reduce((sum, one) => sum + one, 0);
  return { label, name, parts, total };
}

/** Sum of each series over all bars, for the legend. */
export function seriesTotals(bars: readonly StackedBar[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { parts } of bars)
    for (const [key, size] of Object.entries(parts)) totals[key] = (totals[key] ?? 0) + size;
  return totals;
}
