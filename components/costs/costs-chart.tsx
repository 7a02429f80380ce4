"use client";

import { barHeader, barName, barUnit } from "#components/charts/bar-names.ts";
import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { Legend } from "#components/charts/legend.tsx";
import { StackedBars } from "#components/charts/load.ts";
import { Swatch } from "#components/charts/marks.tsx";
import { seriesTotals, stackedBar } from "#components/charts/stacked-days.ts";
import type { CostGroup, CostMeasure, CostPart, Costs } from "#lib/embed/cost-schemas.ts";
import { barStarts, shortDay } from "#lib/format/days.ts";
import { axisCost, axisCount, formatCost, formatCount } from "#lib/format/number.ts";
import { costSeries } from "./cost-series.ts";

type CostsChartProps = {
  costs: Costs;
  by: CostGroup;
  of: CostMeasure;
  onPick: (day: string) => void;
  picked: string | undefined;
};

const titles: Record<CostMeasure, string> = {
  cost: "Cost",
  tokens: "Tokens",
  calls: "Requests",
};

/** What was bought over time, stacked by cause or by person. */
export function CostsChart({ costs, by, of, onPick, picked }: CostsChartProps) {
  const { parts, bars: days, zone } = costs;
  const size = (part: CostPart) => part[of];
  const words = of === "cost" ? formatCost : formatCount;
  const { series, seriesOf } = costSeries(by, parts, size);
  const byDay = Map.groupBy(parts, ({ day }) => day);
  const bars = barStarts(days).map((day) => {
    const sizes: Record<string, number> = {};
    for (const part of byDay.get(day) ?? []) {
      const key = seriesOf(part.key);
      sizes[key] = (sizes[key] ?? 0) + size(part);
    }
    return stackedBar(day, barName(days, day), sizes);
  });
  const totals = seriesTotals(bars);
  const all = bars.reduce((sum, { total }) => sum + total, 0);
  const title = `${titles[of]} by ${by === "cause" ? "cause" : "person and consumer"}`;
  const unit = of === "cost" ? ", US dollars" : "";
  return (
    <ChartPanel
      title={title}
      className="mx-4"
      legend={
        <Legend
          label={title}
          items={series.map((one) => ({
            key: one.key,
            mark: <Swatch color={one.color} texture={one.texture} />,
            label: one.label,
            value: words(totals[one.key] ?? 0),
          }))}
          empty="Nothing was bought in this time. The offline embedder and stored vectors cost nothing."
        />
      }
      chart={
        all === 0 ? null : (
          <StackedBars
            bars={bars}
            series={series}
            summary={`${title}, ${words(all)} in all: ${series.map(({ key, label }) => `${label} ${words(totals[key] ?? 0)}`).join(", ")}`}
            noun="requests"
            unit={barUnit(days)}
            whole={of !== "cost"}
            words={words}
            axisWords={of === "cost" ? axisCost : axisCount}
            tick={(day) => shortDay(day)}
            onPick={onPick}
            picked={picked}
          />
        )
      }
      numbers={{
        columns: [
          { header: barHeader(days, zone) },
          ...series.map(({ label }) => ({ header: `${label}${unit}`, words })),
          ...(series.length > 1 ? [{ header: `All${unit}`, words }] : []),
        ],
        rows: bars
          .filter(({ label }) => byDay.has(label))
          .map(({ label, parts: sizes, total }) => [
            label,
            ...series.map(({ key }) => sizes[key] ?? 0),
            ...(series.length > 1 ? [total] : []),
          ])
          .reverse(),
      }}
    />
  );
}
