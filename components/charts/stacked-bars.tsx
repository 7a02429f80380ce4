"use client";

import { useId } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { axisTicks } from "#lib/format/axis-ticks.ts";
import { axisCount, formatCount } from "#lib/format/number.ts";
import { chartHeight, margin, ticked, xAxis, yAxis } from "./axis.ts";
import { ChartNote } from "./chart-note.tsx";
import { fillOf, type Series, Swatch, Textures } from "./marks.tsx";
import type { StackedBar } from "./stacked-days.ts";
import { Stage } from "./stage.tsx";

export type StackedBarsProps = {
  bars: readonly StackedBar[];
  /** From the bottom of a stack up. */
  series: readonly Series[];
  summary: string;
  /** What is counted, for a bar of none: "no runs". */
  noun: string;
  /** What a bar is of: "day". */
  unit?: string;
  /** A bar's size in words, and on the axis. */
  words?: (value: number) => string;
  axisWords?: (value: number) => string;
  /** How a bar's label stands under the axis. */
  tick: (label: string) => string;
  /** The whole numbers that things are counted in: no halves on the axis. */
  whole?: boolean;
  onPick?: (label: string) => void;
  picked?: string | undefined;
};

/** Stacked bars over a zero line. Load it with `next/dynamic`: it brings the chart library. */
export default function StackedBars(props: StackedBarsProps) {
  const { bars, series, summary, noun, unit = "bar", words = formatCount, whole = true } = props;
  const { tick, axisWords = axisCount, onPick, picked } = props;
  const id = useId().replaceAll(/\W/g, "");
  const ticks = axisTicks(Math.max(...bars.map(({ total }) => total)), whole ? "whole" : "any");
  const lines = ({ parts }: StackedBar) =>
    series
      .filter(({ key }) => (parts[key] ?? 0) > 0)
      .map((one) => ({
        key: one.key,
        mark: <Swatch color={one.color} texture={one.texture} />,
        label: one.label,
        value: words(parts[one.key] ?? 0),
      }));
  const note = (bar: StackedBar) => {
    const found = lines(bar);
    const all = { key: "", label: "All", value: words(bar.total) };
    return found.length > 1 ? [...found.reverse(), all] : found;
  };
  const nameOf = (bar: StackedBar) => bar.name ?? bar.label;
  return (
    <Stage
      summary={summary}
      unit={unit}
      count={bars.length}
      words={(at) => {
        const bar = bars[at];
        if (!bar) return "";
        const said = note(bar).map(({ label, value }) => `${label} ${value}`);
        return `${nameOf(bar)}: ${said.join(", ") || `no ${noun}`}`;
      }}
      note={(at) => {
        const bar = bars[at];
        return bar ? (
          <ChartNote label={nameOf(bar)} lines={note(bar)} empty={`no ${noun}`} />
        ) : null;
      }}
      onPick={onPick ? (at) => bars[at] && onPick(bars[at].label) : undefined}
      picked={picked === undefined ? undefined : bars.findIndex(({ label }) => label === picked)}
    >
      <Textures id={id} series={series} />
      <ResponsiveContainer width="100%" height={chartHeight}>
        <BarChart
          accessibilityLayer={false}
          data={[...bars]}
          margin={margin}
          barCategoryGap={bars.length > 40 ? 1 : 2}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis {...xAxis} tickFormatter={tick} />
          <YAxis {...yAxis} {...ticked(ticks)} tickFormatter={axisWords} />
          {series.map((one, at) => (
            <Bar
              key={one.key}
              name={one.label}
              dataKey={(bar: StackedBar) => bar.parts[one.key] ?? 0}
              stackId="all"
              fill={fillOf(id, one, at)}
              stroke="var(--background)"
              strokeWidth={1}
              maxBarSize={28}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </Stage>
  );
}
