"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { StackedChart } from "#components/runs/stacked-chart.tsx";
import type { RunCharts } from "#lib/ingest/run-chart-schemas.ts";

/** Runs of the last 30 days; a day leads to its runs. */
export function RunsPanel({ charts }: { charts: RunCharts }) {
  const router = useRouter();
  return (
    <StackedChart
      charts={charts}
      view="outcome"
      title="Runs of the last 30 days"
      className=""
      onPick={(day) => router.push(`/runs?on=${day}` as Route)}
    />
  );
}
