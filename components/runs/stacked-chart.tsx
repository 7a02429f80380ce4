"use client";

import { barHeader, barName, barUnit } from "#components/charts/bar-names.ts";
import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { Legend } from "#components/charts/legend.tsx";
import { StackedBars } from "#components/charts/load.ts";
import { Swatch } from "#components/charts/marks.tsx";
import { seriesTotals, stackedBar } from "#components/charts/stacked-days.ts";
import { shortDay } from "#lib/format/days.ts";
import { plural } from "#lib/format/number.ts";
import type { RunCharts } from "#lib/ingest/run-chart-schemas.ts";
import { stackedViews } from "./stacked-views.ts";

type StackedChartProps = {
  charts: RunCharts;
  view: keyof typeof stackedViews;
  title?: string;
  className?: string;
  onPick: (day: string) => void;
  picked?: string | undefined;
};

/** Counts of runs, documents, chunks or tokens over time, a stack a bar. */
export function StackedChart(props: StackedChartProps) {
  const { charts, view, title, onPick, picked, className = "mx-4 border-t-0 pt-0" } = props;
  const { bars: days, rows, zone } = charts;
  const { series, aside, parts, nouns, extra, words, axisWords, ...of } = stackedViews[view];
  const totals = seriesTotals(rows.map((row) => stackedBar(row.day, row.day, parts(row))));
  const shown = series.filter(({ key }) => (totals[key] ?? 0) > 0);
  const bars = rows.map((row) => {
    const of = parts(row);
    const drawn = Object.fromEntries(shown.map(({ key }) => [key, of[key] ?? 0]));
    return stackedBar(row.day, barName(days, row.day), drawn);
  });
  const all = bars.reduce((sum, { total }) => sum + total, 0);
  const legend = shown.map((one) => ({
    key: one.key,
    mark: <Swatch color={one.color} texture={one.texture} />,
    label: one.label,
    value: words(totals[one.key] ?? 0),
  }));
  const untold = aside ? (totals[aside.key] ?? 0) : 0;
  if (aside && untold > 0)
    legend.push({
      key: aside.key,
      mark: <></>,
      label: `${aside.label}, not drawn`,
      value: words(untold),
    });
  const told = [...shown, ...(aside && untold > 0 ? [aside] : [])];
  return (
    <ChartPanel
      title={title ?? of.title}
      className={className}
      legend={<Legend label={of.title} items={legend} empty={`No ${nouns[1]} in this time.`} />}
      chart={
        all === 0 ? null : (
          <StackedBars
            bars={bars}
            series={shown}
            summary={`${plural(all, ...nouns)}: ${shown.map(({ key, label }) => `${words(totals[key] ?? 0)} ${label.toLowerCase()}`).join(", ")}`}
            noun={nouns[1]}
            unit={barUnit(days)}
            words={words}
            axisWords={axisWords}
            tick={(day) => shortDay(day)}
            onPick={onPick}
            picked={picked}
          />
        )
      }
      numbers={{
        columns: [
          { header: barHeader(days, zone) },
          ...told.map(({ label }) => ({ header: label, words })),
          ...(shown.length > 1 ? [{ header: "All drawn", words }] : []),
          ...(extra ? [extra] : []),
        ],
        rows: rows
          .map((row, at) => {
            const of = parts(row);
            return [
              row.day,
              ...told.map(({ key }) => of[key] ?? 0),
              ...(shown.length > 1 ? [bars[at]?.total ?? 0] : []),
              ...(extra ? [extra.value(row)] : []),
            ];
          })
          .filter(([, ...values]) => values.some((value) => value !== 0))
          .reverse(),
      }}
    />
  );
}
