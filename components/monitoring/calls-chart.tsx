"use client";

import dynamic from "next/dynamic";
import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { seriesTotals } from "#components/charts/stacked-days.ts";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { formatCount, plural } from "#lib/format/number.ts";
import type { Bucket, Range } from "#lib/retrieve/monitor-schemas.ts";
import { bucketLabel, bucketTick } from "./bucket-labels.ts";
import { outcomeLooks } from "./outcomes.ts";

const StackedBars = dynamic(() => import("#components/charts/stacked-bars.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-44 w-full" />,
});

type Row = { label: string; parts: Record<string, number>; total: number };

/** Calls over time by how they ended. */
export function CallsChart({ buckets, range }: { buckets: Bucket[]; range: Range }) {
  const bars: Row[] = buckets.map(({ at, counts }) => ({
    label: bucketLabel(at, range),
    parts: counts,
    total: Object.values(counts).reduce((sum, one) => sum + one, 0),
  }));
  const totals = seriesTotals(bars);
  const all = bars.reduce((sum, { total }) => sum + total, 0);
  const words = outcomeLooks.map(({ key, label }) => `${totals[key] ?? 0} ${label.toLowerCase()}`);
  return (
    <ChartPanel
      title="Calls"
      summary={`${plural(all, "call")}: ${words.join(", ")}`}
      legend={
        <ul className="mb-1 flex flex-wrap gap-x-4 gap-y-1" aria-label="How calls ended">
          {outcomeLooks.map(({ key, label, color }) => (
            <li key={key} className="flex items-center gap-1.5">
              <svg width="10" height="10" aria-hidden>
                <rect width="10" height="10" rx="2" fill={color} />
              </svg>
              {label} <span className="text-muted">{formatCount(totals[key] ?? 0)}</span>
            </li>
          ))}
        </ul>
      }
      chart={
        <StackedBars bars={bars} series={outcomeLooks} unit="calls" tick={bucketTick(range)} />
      }
      table={
        <DataTable
          label="Calls by time and outcome"
          columns={columns}
          rows={bars.filter(({ total }) => total > 0).reverse()}
          rowKey={({ label }) => label}
        />
      }
    />
  );
}

const columns: Column<Row>[] = [
  { id: "at", header: "From (UTC)", cell: ({ label }) => label },
  ...outcomeLooks.map(
    ({ key, label }): Column<Row> => ({
      id: key,
      header: label,
      align: "right",
      cell: ({ parts }) => formatCount(parts[key] ?? 0),
    }),
  ),
  { id: "all", header: "All", align: "right", cell: ({ total }) => formatCount(total) },
];
