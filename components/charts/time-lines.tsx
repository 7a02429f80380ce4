"use client";

import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";

/** One moment: its label and the value of each line, or nothing where there is none. */
export type TimePoint = { label: string; values: Record<string, number | null> };

export type TimeLine = { key: string; label: string; color: string; dash?: string };

type TimeLinesProps = {
  points: TimePoint[];
  lines: readonly TimeLine[];
  /** A value in words, under the pointer. */
  words: (value: number) => string;
  tick: (label: string) => string;
};

const axis = { fill: "var(--muted)", fontSize: 12 };

/** Lines over time from zero up. Load it with `next/dynamic`: it brings the chart library. */
export default function TimeLines({ points, lines, words, tick }: TimeLinesProps) {
  return (
    <ResponsiveContainer width="100%" height={176}>
      <LineChart
        accessibilityLayer={false}
        data={points}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="label"
          tickFormatter={tick}
          tick={axis}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          minTickGap={32}
        />
        <YAxis domain={[0, "auto"]} tick={axis} tickLine={false} axisLine={false} width={48} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={({ active, payload }) => {
            const point = payload?.[0]?.payload as TimePoint | undefined;
            return active && point ? (
              <div className="rounded-md border bg-raised px-2.5 py-2 text-xs shadow-float">
                <p className="font-medium">{point.label}</p>
                {lines.map(({ key, label }) => (
                  <p key={key} className="flex gap-3">
                    {label}
                    <span className="ml-auto">{words(point.values[key] ?? 0)}</span>
                  </p>
                ))}
              </div>
            ) : null;
          }}
        />
        {lines.map(({ key, label, color, dash }) => (
          <Line
            key={key}
            name={label}
            type="linear"
            dataKey={(point: TimePoint) => point.values[key] ?? null}
            stroke={color}
            strokeWidth={1.5}
            {...(dash ? { strokeDasharray: dash } : {})}
            dot={{ r: 2, fill: color, strokeWidth: 0 }}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
