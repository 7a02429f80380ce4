"use client";

import { barHeader, barName, barUnit } from "#components/charts/bar-names.ts";
import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { Legend } from "#components/charts/legend.tsx";
import { LineMark } from "#components/charts/line-mark.tsx";
import { TimeLines } from "#components/charts/load.ts";
import { shortDay } from "#lib/format/days.ts";
import type { RunCharts } from "#lib/ingest/run-chart-schemas.ts";
import { lineViews } from "./line-views.ts";

type LineChartProps = {
  charts: RunCharts;
  view: keyof typeof lineViews;
  onPick: (day: string) => void;
  picked?: string | undefined;
};

/** How long runs took, or how much they did a minute, over time. */
export function LineChart({ charts, view, onPick, picked }: LineChartProps) {
  const { bars: days, rows, zone } = charts;
  const { title, lines, values, words, axisWords, kind, empty } = lineViews[view];
  const points = rows.map((row) => ({
    label: row.day,
    name: barName(days, row.day),
    values: values(row),
  }));
  const known = points.filter((point) => Object.values(point.values).some((one) => one !== null));
  const highest = (key: string) =>
    Math.max(...known.flatMap((point) => point.values[key] ?? []), 0);
  const shown = lines.filter(({ key }) => known.some((point) => point.values[key] !== null));
  return (
    <ChartPanel
      title={title}
      className="mx-4 border-t-0 pt-0"
      legend={
        <Legend
          label={title}
          items={shown.map((line) => ({
            key: line.key,
            mark: <LineMark color={line.color} dash={line.dash} />,
            label: line.label,
            value: `up to ${words(highest(line.key))}`,
          }))}
          empty={empty}
        />
      }
      chart={
        known.length === 0 ? null : (
          <TimeLines
            points={points}
            lines={shown}
            summary={`${title}: ${shown.map(({ key, label }) => `${label.toLowerCase()} up to ${words(highest(key))}`).join(", ")}`}
            unit={barUnit(days)}
            words={words}
            axisWords={axisWords}
            {...(kind ? { kind } : {})}
            tick={(day) => shortDay(day)}
            onPick={onPick}
            picked={picked}
          />
        )
      }
      numbers={{
        columns: [
          { header: barHeader(days, zone) },
          ...shown.map(({ label }) => ({ header: label, words })),
        ],
        rows: known
          .map((point) => [point.label, ...shown.map(({ key }) => point.values[key] ?? null)])
          .reverse(),
      }}
    />
  );
}
