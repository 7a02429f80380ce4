"use client";

import { useId } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { axisTicks } from "#lib/format/axis-ticks.ts";
import { axisCount, formatCount } from "#lib/format/number.ts";
import { ticked, xAxis } from "./axis.ts";
import { ChartNote } from "./chart-note.tsx";
import { fillOf, type Series, Swatch, Textures } from "./marks.tsx";
import { plotEdges } from "./plot.ts";
import type { StackedBar } from "./stacked-days.ts";
import { Stage } from "./stage.tsx";

export type RankedBarsProps = {
  /** The longest first. */
  bars: readonly StackedBar[];
  /** From the left end of a bar to the right. */
  series: readonly Series[];
  summary: string;
  /** What a bar is of: "reason". */
  unit: string;
  /** What stands at the end of a bar's name. */
  sizeOf: (bar: StackedBar) => string;
  /** More of a bar than its parts, for its note. */
  more: (bar: StackedBar) => { key: string; label: string; value: string }[];
  onPick: (label: string) => void;
  picked: string | undefined;
};

/** A name of two lines, and its bar under it. */
const rowHeight = 56;
const nameHeight = 38;
const barSize = 10;

/** Lying bars under their names, for names too long for an axis. Load it with `next/dynamic`: it brings the chart library. */
export default function RankedBars(props: RankedBarsProps) {
  const { bars, series, summary, unit, sizeOf, more, onPick, picked } = props;
  const id = useId().replaceAll(/\W/g, "");
  const ticks = axisTicks(Math.max(...bars.map(({ total }) => total)), "whole");
  const lines = (bar: StackedBar) => [
    ...series
      .filter(({ key }) => (bar.parts[key] ?? 0) > 0)
      .map((one) => ({
        key: one.key,
        mark: <Swatch color={one.color} texture={one.texture} />,
        label: one.label,
        value: formatCount(bar.parts[one.key] ?? 0),
      })),
    ...more(bar),
  ];
  const { after } = plotEdges.y;
  return (
    <Stage
      along="y"
      summary={summary}
      unit={unit}
      count={bars.length}
      words={(at) => {
        const bar = bars[at];
        if (!bar) return "";
        const said = lines(bar).map(({ label, value }) => `${label} ${value}`);
        return `${bar.label}: ${said.join(", ")}`;
      }}
      note={(at) => {
        const bar = bars[at];
        return bar ? <ChartNote label={bar.label} lines={lines(bar)} empty="" /> : null;
      }}
      onPick={(at) => bars[at] && onPick(bars[at].label)}
      picked={picked === undefined ? undefined : bars.findIndex(({ label }) => label === picked)}
    >
      <Textures id={id} series={series} />
      <ol className="absolute inset-x-0 top-0 z-1 px-2">
        {bars.map((bar) => (
          <li key={bar.label} style={{ height: rowHeight }}>
            <div className="flex items-end gap-3" style={{ height: nameHeight }}>
              <span className="line-clamp-2 min-w-0 flex-1 leading-tight wrap-anywhere">
                {bar.label}
              </span>
              <span className="leading-tight whitespace-nowrap text-muted">{sizeOf(bar)}</span>
            </div>
          </li>
        ))}
      </ol>
      <ResponsiveContainer width="100%" height={bars.length * rowHeight + after}>
        <BarChart
          layout="vertical"
          accessibilityLayer={false}
          data={[...bars]}
          // A bar stands in the middle of its step: moved down, it is under its name.
          margin={{ top: after - xAxis.height, right: 24, bottom: 0, left: 8 }}
        >
          <CartesianGrid horizontal={false} stroke="var(--line)" />
          <XAxis
            {...xAxis}
            dataKey={undefined}
            type="number"
            {...ticked(ticks)}
            tickFormatter={axisCount}
          />
          <YAxis type="category" dataKey="label" hide />
          {series.map((one, at) => (
            <Bar
              key={one.key}
              name={one.label}
              dataKey={(bar: StackedBar) => bar.parts[one.key] ?? 0}
              stackId="all"
              fill={fillOf(id, one, at)}
              barSize={barSize}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </Stage>
  );
}
