"use client";

import type { Route } from "next";
import type { RunCharts } from "#lib/ingest/run-chart-schemas.ts";
import type { RunView } from "#lib/ingest/runs-schemas.ts";
import { FailuresChart } from "./failures-chart.tsx";
import { LineChart } from "./line-chart.tsx";
import { StackedChart } from "./stacked-chart.tsx";

type Picked = { on?: string | undefined; reason?: string | undefined };
type RunsChartProps = {
  charts: RunCharts;
  view: RunView;
  /** The bar whose runs are shown, and where one of another leads to. */
  picked: Picked;
  hrefOf: (picked: Picked) => Route;
  onPick: (picked: Picked) => void;
};

/** One view of the runs over time. */
export function RunsChart({ charts, view, picked, hrefOf, onPick }: RunsChartProps) {
  const { on, reason } = picked;
  // Picked again, a bar is let go.
  const pickDay = (day: string) => onPick({ on: day === on ? undefined : day });
  switch (view) {
    case "failures":
      return (
        <FailuresChart
          failures={charts.failures}
          picked={reason}
          hrefOf={(one) => hrefOf({ reason: one })}
          onPick={(one) => onPick({ reason: one === reason ? undefined : one })}
        />
      );
    case "duration":
    case "throughput":
      return <LineChart charts={charts} view={view} onPick={pickDay} picked={on} />;
    default:
      return <StackedChart charts={charts} view={view} onPick={pickDay} picked={on} />;
  }
}
