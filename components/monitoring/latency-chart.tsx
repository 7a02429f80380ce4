"use client";

import dynamic from "next/dynamic";
import { ChartPanel } from "#components/charts/chart-panel.tsx";
import type { TimeLine, TimePoint } from "#components/charts/time-lines.tsx";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { formatDuration } from "#lib/format/number.ts";
import type { Bucket, Percentiles, Range } from "#lib/retrieve/monitor-schemas.ts";
import { bucketLabel, bucketTick } from "./bucket-labels.ts";

const TimeLines = dynamic(() => import("#components/charts/time-lines.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-44 w-full" />,
});

const lines: readonly TimeLine[] = [
  { key: "p95", label: "95 of 100 within", color: "var(--warn)", dash: "5 3" },
  { key: "p50", label: "Half within", color: "var(--accent)" },
];

type LatencyChartProps = { buckets: Bucket[]; latency: Percentiles | null; range: Range };

/** How long answered calls took, over time. */
export function LatencyChart({ buckets, latency, range }: LatencyChartProps) {
  const points: TimePoint[] = buckets.map(({ at, p50, p95 }) => ({
    label: bucketLabel(at, range),
    values: { p50, p95 },
  }));
  const whole: Record<string, number | undefined> = { p50: latency?.p50, p95: latency?.p95 };
  return (
    <ChartPanel
      title="Time to answer, in ms"
      summary={
        latency
          ? `Half of the answers within ${formatDuration(latency.p50)}, 95 of 100 within ${formatDuration(latency.p95)}`
          : "No call was answered in this time"
      }
      legend={
        <ul className="mb-1 flex flex-wrap gap-x-4 gap-y-1" aria-label="Percentiles">
          {lines.map(({ key, label, color, dash }) => (
            <li key={key} className="flex items-center gap-1.5">
              <svg width="18" height="4" aria-hidden>
                <path d="M0 2h18" stroke={color} strokeWidth="2" strokeDasharray={dash} />
              </svg>
              {label}{" "}
              <span className="text-muted">
                {whole[key] === undefined ? "–" : formatDuration(whole[key])}
              </span>
            </li>
          ))}
        </ul>
      }
      chart={
        <TimeLines points={points} lines={lines} words={formatDuration} tick={bucketTick(range)} />
      }
      table={
        <DataTable
          label="Time to answer by time"
          columns={columns}
          rows={points.filter(({ values }) => values.p50 !== null).reverse()}
          rowKey={({ label }) => label}
        />
      }
    />
  );
}

const columns: Column<TimePoint>[] = [
  { id: "at", header: "From (UTC)", cell: ({ label }) => label },
  ...lines.toReversed().map(
    ({ key, label }): Column<TimePoint> => ({
      id: key,
      header: label,
      align: "right",
      cell: ({ values }) => formatDuration(values[key] ?? 0),
    }),
  ),
];
