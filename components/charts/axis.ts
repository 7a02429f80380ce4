import { plotEdges } from "./plot.ts";

const tick = { fill: "var(--muted)", fontSize: 12 };

/** How every chart's axes look: a zero line, hairlines across, few labels. */
export const xAxis = {
  dataKey: "label",
  tick,
  tickLine: false,
  axisLine: { stroke: "var(--line-strong)" },
  minTickGap: 24,
  height: 24,
} as const;
export const yAxis = { tick, tickLine: false, axisLine: false, width: plotEdges.x.before } as const;
export const margin = { top: 8, right: plotEdges.x.after, bottom: 0, left: 0 };
export const chartHeight = 192;

/** An axis with these marks, from the first to the last. */
export function ticked(ticks: number[]) {
  return { ticks, domain: [0, ticks.at(-1) ?? 1], interval: 0 } as const;
}
