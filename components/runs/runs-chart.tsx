"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { outcomeSeries } from "#components/charts/outcomes.ts";
import { seriesTotals, stackDays } from "#components/charts/stacked-days.ts";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { plural } from "#lib/format/number.ts";
import type { DayOutcome } from "#lib/ingest/runs-schemas.ts";
import { HistoryTable } from "./history-table.tsx";

const StackedBars = dynamic(() => import("#components/charts/stacked-bars.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-44 w-full" />,
});

/** Runs of the last days by outcome, as a chart or as a table of the same numbers. */
export function RunsChart({ history }: { history: DayOutcome[] }) {
  const [asTable, setAsTable] = useState(false);
  const bars = stackDays(history);
  const totals = seriesTotals(bars);
  const shown = outcomeSeries.filter(({ key }) => (totals[key] ?? 0) > 0);
  const sum = bars.reduce((all, { total }) => all + total, 0);
  return (
    <Panel
      title={`Runs of the last ${bars.length} days`}
      className="mx-4"
      action={
        <Button size="sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? "Show as chart" : "Show as table"}
        </Button>
      }
    >
      <ul className="mb-1 flex flex-wrap gap-x-4 gap-y-1" aria-label="Outcomes">
        {shown.map(({ key, label, color }) => (
          <li key={key} className="flex items-center gap-1.5">
            <svg width="10" height="10" aria-hidden>
              <rect width="10" height="10" rx="2" fill={color} />
            </svg>
            {label} <span className="text-muted">{totals[key]}</span>
          </li>
        ))}
        {shown.length === 0 ? <li className="text-muted">No run in this time.</li> : null}
      </ul>
      {asTable ? (
        <HistoryTable bars={bars} series={shown} />
      ) : (
        <div
          role="img"
          aria-label={`${plural(sum, "run")} in ${bars.length} days: ${shown.map(({ key, label }) => `${totals[key]} ${label.toLowerCase()}`).join(", ") || "none"}`}
        >
          <StackedBars bars={bars} series={shown} unit="runs" />
        </div>
      )}
    </Panel>
  );
}
