"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { StackedBar } from "./stacked-days.ts";

export type Series = { key: string; label: string; color: string };

type StackedBarsProps = {
  bars: StackedBar[];
  series: readonly Series[];
  unit: string;
  /** How a bar's label stands under the axis; by default a day as "3 Nov". */
  tick?: (label: string) => string;
};

/** Stacked bars over a zero line. Load it with `next/dynamic`: it brings the chart library. */
export default function StackedBars({ bars, series, unit, tick = shortDay }: StackedBarsProps) {
  const top = Math.max(4, ...bars.map(({ total }) => total));
  return (
    <ResponsiveContainer width="100%" height={176}>
      <BarChart
        accessibilityLayer={false}
        data={bars}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        barCategoryGap={2}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="label"
          tickFormatter={tick}
          tick={{ fill: "var(--muted)", fontSize: 12 }}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          minTickGap={32}
        />
        <YAxis
          allowDecimals={false}
          domain={[0, top]}
          tick={{ fill: "var(--muted)", fontSize: 12 }}
          tickLine={false}
          axisLine={false}
          width={32}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--hover)" }}
          content={({ active, payload }) => {
            const bar = payload?.[0]?.payload as StackedBar | undefined;
            return active && bar ? <BarNote bar={bar} series={series} unit={unit} /> : null;
          }}
        />
        {series.map(({ key, color, label }) => (
          <Bar
            key={key}
            name={label}
            dataKey={(bar: StackedBar) => bar.parts[key] ?? 0}
            stackId="all"
            fill={color}
            stroke="var(--background)"
            strokeWidth={1}
            maxBarSize={28}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function BarNote({
  bar,
  series,
  unit,
}: {
  bar: StackedBar;
  series: readonly Series[];
  unit: string;
}) {
  const parts = series.filter(({ key }) => (bar.parts[key] ?? 0) > 0);
  return (
    <div className="rounded-md border bg-raised px-2.5 py-2 text-xs shadow-float">
      <p className="font-medium">{bar.label}</p>
      {parts.length === 0 ? <p className="text-muted">no {unit}</p> : null}
      {parts.map(({ key, label, color }) => (
        <p key={key} className="flex items-center gap-1.5">
          <svg width="8" height="8" aria-hidden>
            <rect width="8" height="8" rx="2" fill={color} />
          </svg>
          {label} <span className="ml-auto pl-3">{bar.parts[key]}</span>
        </p>
      ))}
    </div>
  );
}

/** "2026-11-03" as "3 Nov". */
function shortDay(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
}
