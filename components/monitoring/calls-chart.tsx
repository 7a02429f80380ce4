"use client";

import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { Legend } from "#components/charts/legend.tsx";
import { StackedBars } from "#components/charts/load.ts";
import { Swatch } from "#components/charts/marks.tsx";
import { seriesTotals, stackedBar } from "#components/charts/stacked-days.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import type { Bucket, Range } from "#lib/retrieve/monitor-schemas.ts";
import { bucketLabel, bucketTick } from "./bucket-labels.ts";
import { outcomeLooks } from "./outcomes.ts";

/** Calls over time by how they ended. */
export function CallsChart({ buckets, range }: { buckets: Bucket[]; range: Range }) {
  const bars = buckets.map(({ at, counts }) => {
    const label = bucketLabel(at, range);
    return stackedBar(label, `${label} UTC`, counts);
  });
  const totals = seriesTotals(bars);
  const all = bars.reduce((sum, { total }) => sum + total, 0);
  const words = outcomeLooks.map(({ key, label }) => `${totals[key] ?? 0} ${label.toLowerCase()}`);
  return (
    <ChartPanel
      title="Calls"
      legend={
        <Legend
          label="How calls ended"
          items={outcomeLooks.map((one) => ({
            key: one.key,
            mark: <Swatch color={one.color} texture={one.texture} />,
            label: one.label,
            value: formatCount(totals[one.key] ?? 0),
          }))}
          empty="No calls in this time."
        />
      }
      chart={
        <StackedBars
          bars={bars}
          series={outcomeLooks}
          summary={`${plural(all, "call")}: ${words.join(", ")}`}
          noun="calls"
          tick={bucketTick(range)}
        />
      }
      numbers={{
        columns: [
          { header: "From (UTC)" },
          ...outcomeLooks.map(({ label }) => ({ header: label })),
          { header: "All" },
        ],
        rows: bars
          .filter(({ total }) => total > 0)
          .map(({ label, parts, total }) => [
            label,
            ...outcomeLooks.map(({ key }) => parts[key] ?? 0),
            total,
          ])
          .reverse(),
      }}
    />
  );
}
