"use client";

import type { RunCharts } from "#lib/ingest/run-chart-schemas.ts";
import type { RunView } from "#lib/ingest/runs-schemas.ts";
import { FailuresChart } from "./failures-chart.tsx";
import { LineChart } from "./line-chart.tsx";
import { StackedChart } from "./stacked-chart.tsx";

type RunsChartProps = {
  charts: RunCharts;
  view: RunView;
  onPick: (day: string) => void;
  picked: string | undefined;
};

/** One view of the runs over time. */
export function RunsChart({ charts, view, onPick, picked }: RunsChartProps) {
  switch (view) {
    case "failures":
      return <FailuresChart failures={charts.failures} />;
    case "duration":
    case "throughput":
      return <LineChart charts={charts} view={view} onPick={onPick} picked={picked} />;
    default:
      return <StackedChart charts={charts} view={view} onPick={onPick} picked={picked} />;
  }
}
