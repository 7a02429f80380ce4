"use client";

import { CartesianGrid, ComposedChart, Line, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { axisTicks } from "#lib/format/axis-ticks.ts";
import { axisCount } from "#lib/format/number.ts";
import { chartHeight, margin, ticked, xAxis, yAxis } from "./axis.ts";
import { ChartNote } from "./chart-note.tsx";
import { LineMark, type TimeLine } from "./line-mark.tsx";
import { Stage } from "./stage.tsx";

/** One moment: its label and the value of each line, or nothing where there is none. */
export type TimePoint = { label: string; name?: string; values: Record<string, number | null> };

export type TimeLinesProps = {
  points: readonly TimePoint[];
  lines: readonly TimeLine[];
  summary: string;
  unit?: string;
  /** A value in words, and on the axis. */
  words: (value: number) => string;
  axisWords?: (value: number) => string;
  /** How the axis is marked. */
  kind?: "whole" | "any" | "duration";
  tick: (label: string) => string;
  onPick?: (label: string) => void;
  picked?: string | undefined;
};

/** Lines over time from zero up. Load it with `next/dynamic`: it brings the chart library. */
export default function TimeLines(props: TimeLinesProps) {
  const { points, lines, summary, unit = "moment", words, axisWords = axisCount, kind } = props;
  const { tick, onPick, picked } = props;
  const highest = points.flatMap(({ values }) => lines.map(({ key }) => values[key] ?? 0));
  const ticks = axisTicks(Math.max(...highest), kind);
  const known = ({ values }: TimePoint) =>
    lines.flatMap((line) => {
      const value = values[line.key];
      if (value === null || value === undefined) return [];
      return [
        {
          key: line.key,
          mark: <LineMark color={line.color} dash={line.dash} />,
          label: line.label,
          value: words(value),
        },
      ];
    });
  const nameOf = (point: TimePoint) => point.name ?? point.label;
  return (
    <Stage
      summary={summary}
      unit={unit}
      count={points.length}
      words={(at) => {
        const point = points[at];
        if (!point) return "";
        const said = known(point).map(({ label, value }) => `${label} ${value}`);
        return `${nameOf(point)}: ${said.join(", ") || "nothing known"}`;
      }}
      note={(at) => {
        const point = points[at];
        return point ? (
          <ChartNote label={nameOf(point)} lines={known(point)} empty="nothing known" />
        ) : null;
      }}
      onPick={onPick ? (at) => points[at] && onPick(points[at].label) : undefined}
      picked={picked === undefined ? undefined : points.findIndex(({ label }) => label === picked)}
    >
      <ResponsiveContainer width="100%" height={chartHeight}>
        <ComposedChart accessibilityLayer={false} data={[...points]} margin={margin}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis {...xAxis} scale="band" tickFormatter={tick} />
          <YAxis {...yAxis} {...ticked(ticks)} tickFormatter={axisWords} />
          {lines.map(({ key, label, color, dash }) => (
            <Line
              key={key}
              name={label}
              type="linear"
              dataKey={(point: TimePoint) => point.values[key] ?? null}
              stroke={color}
              strokeWidth={1.5}
              {...(dash ? { strokeDasharray: dash } : {})}
              dot={{ r: points.length > 60 ? 1.5 : 2, fill: color, strokeWidth: 0 }}
              connectNulls={false}
              isAnimationActive={false}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </Stage>
  );
}
