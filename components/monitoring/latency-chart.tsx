"use client";

import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { Legend } from "#components/charts/legend.tsx";
import { LineMark, type TimeLine } from "#components/charts/line-mark.tsx";
import { TimeLines } from "#components/charts/load.ts";
import { axisDuration, formatDuration } from "#lib/format/number.ts";
import type { Bucket, Percentiles, Range } from "#lib/retrieve/monitor-schemas.ts";
import { bucketLabel, bucketTick } from "./bucket-labels.ts";

const lines: readonly TimeLine[] = [
  { key: "p95", label: "95 of 100 within", color: "var(--warn)", dash: "5 3" },
  { key: "p50", label: "Half within", color: "var(--accent)" },
];

type LatencyChartProps = { buckets: Bucket[]; latency: Percentiles | null; range: Range };

/** How long answered calls took, over time. */
export function LatencyChart({ buckets, latency, range }: LatencyChartProps) {
  const points = buckets.map(({ at, p50, p95 }) => {
    const label = bucketLabel(at, range);
    return { label, name: `${label} UTC`, values: { p50, p95 } };
  });
  const whole: Record<string, number | undefined> = { p50: latency?.p50, p95: latency?.p95 };
  return (
    <ChartPanel
      title="Time to answer"
      legend={
        <Legend
          label="Percentiles"
          items={lines.map((line) => ({
            key: line.key,
            mark: <LineMark color={line.color} dash={line.dash} />,
            label: line.label,
            value: whole[line.key] === undefined ? "–" : formatDuration(whole[line.key] ?? 0),
          }))}
          empty=""
        />
      }
      chart={
        <TimeLines
          points={points}
          lines={lines}
          summary={
            latency
              ? `Half of the answers within ${formatDuration(latency.p50)}, 95 of 100 within ${formatDuration(latency.p95)}`
              : "No call was answered in this time"
          }
          words={formatDuration}
          axisWords={axisDuration}
          kind="duration"
          tick={bucketTick(range)}
        />
      }
      numbers={{
        columns: [
          { header: "From (UTC)" },
          { header: "Half within", words: formatDuration },
          { header: "95 of 100 within", words: formatDuration },
        ],
        rows: points
          .filter(({ values }) => values.p50 !== null)
          .map(({ label, values }) => [label, values.p50, values.p95])
          .reverse(),
      }}
    />
  );
}
