"use client";

import { barHeader, barName, barUnit } from "#components/charts/bar-names.ts";
import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { embeddingSeries } from "#components/charts/embedding-series.ts";
import { Legend } from "#components/charts/legend.tsx";
import { StackedBars } from "#components/charts/load.ts";
import { Swatch } from "#components/charts/marks.tsx";
import { stackedBar } from "#components/charts/stacked-days.ts";
import type { Growth } from "#lib/corpus/growth-schemas.ts";
import { barStarts, shortDay } from "#lib/format/days.ts";
import { formatCount } from "#lib/format/number.ts";

/** Chunks over time by whether they can be found. */
export function ChunksChart({ growth, onPick }: { growth: Growth; onPick: (day: string) => void }) {
  const { bars: days, points, zone } = growth;
  const byDay = new Map(points.map((point) => [point.day, point]));
  const last = points.at(-1);
  const bars = barStarts(days).map((day) => {
    const chunks = byDay.get(day)?.chunks;
    const sizes = chunks ? embeddingSeries.map(({ key }) => [key, chunks[key]]) : [];
    return stackedBar(day, barName(days, day), Object.fromEntries(sizes));
  });
  const title = "Chunks by embedding";
  return (
    <ChartPanel
      title={title}
      className="mx-4"
      legend={
        <Legend
          label={title}
          items={
            last
              ? embeddingSeries.map((one) => ({
                  key: one.key,
                  mark: <Swatch color={one.color} texture={one.texture} />,
                  label: one.label,
                  value: formatCount(last.chunks[one.key]),
                }))
              : []
          }
          empty="Nothing was recorded in this time."
        />
      }
      chart={
        last ? (
          <StackedBars
            bars={bars}
            series={embeddingSeries}
            summary={`${title}, at last ${formatCount(last.chunks.all)}: ${embeddingSeries.map(({ key, label }) => `${formatCount(last.chunks[key])} ${label.toLowerCase()}`).join(", ")}`}
            noun="record"
            unit={barUnit(days)}
            tick={(day) => shortDay(day)}
            onPick={onPick}
          />
        ) : null
      }
      numbers={{
        columns: [
          { header: barHeader(days, zone) },
          ...embeddingSeries.map(({ label }) => ({ header: label })),
          { header: "All" },
        ],
        rows: points
          .map(({ day, chunks }) => [
            day,
            ...embeddingSeries.map(({ key }) => chunks[key]),
            chunks.all,
          ])
          .reverse(),
      }}
    />
  );
}
