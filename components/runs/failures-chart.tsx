"use client";

import type { Route } from "next";
import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { Legend } from "#components/charts/legend.tsx";
import { RankedBars } from "#components/charts/load.ts";
import { type Series, Swatch } from "#components/charts/marks.tsx";
import { seriesTotals, stackedBar } from "#components/charts/stacked-days.ts";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import { formatCount, plural } from "#lib/format/number.ts";
import { exactTime } from "#lib/format/time.ts";
import { type FailureReason, mostReasons } from "#lib/ingest/run-chart-schemas.ts";

const series: readonly Series[] = [
  { key: "documents", label: "Documents", color: "var(--danger)", texture: "grid" },
  { key: "wholeRuns", label: "Whole runs", color: "var(--warn)", texture: "stripes" },
];
const title = "Why documents and runs failed";

type FailuresChartProps = {
  failures: FailureReason[];
  /** The runs that failed for a reason, and the reason whose runs are shown. */
  hrefOf: (reason: string) => Route;
  onPick: (reason: string) => void;
  picked: string | undefined;
};

/** Why documents and runs failed, the most frequent reason first; a bar leads to its runs. */
export function FailuresChart({ failures, hrefOf, onPick, picked }: FailuresChartProps) {
  const zone = useTimeZone();
  const byReason = new Map(failures.map((failure) => [failure.reason, failure]));
  const bars = failures.map(({ reason, documents, wholeRuns }) =>
    stackedBar(reason, reason, { documents, wholeRuns }),
  );
  const totals = seriesTotals(bars);
  const shown = series.filter(({ key }) => (totals[key] ?? 0) > 0);
  return (
    <ChartPanel
      title={title}
      className="mx-4 border-t-0 pt-0"
      legend={
        <>
          <Legend
            label={title}
            items={shown.map((one) => ({
              key: one.key,
              mark: <Swatch color={one.color} texture={one.texture} />,
              label: one.label,
              value: formatCount(totals[one.key] ?? 0),
            }))}
            empty="Nothing failed in this time."
          />
          {failures.length === mostReasons ? (
            <p className="mb-2 text-muted">The {mostReasons} most frequent reasons.</p>
          ) : null}
        </>
      }
      chart={
        failures.length === 0 ? null : (
          <RankedBars
            bars={bars}
            series={shown}
            summary={`${plural(failures.length, "reason")}: ${shown.map(({ key, label }) => `${formatCount(totals[key] ?? 0)} ${label.toLowerCase()}`).join(", ")}`}
            unit="reason"
            sizeOf={({ label }) => sizeWords(byReason.get(label))}
            more={({ label }) => {
              const failure = byReason.get(label);
              if (!failure) return [];
              const last = { key: "last", label: "Last", value: exactTime(failure.lastAt, zone) };
              return [{ key: "runs", label: "In runs", value: formatCount(failure.runs) }, last];
            }}
            onPick={onPick}
            picked={picked}
          />
        )
      }
      numbers={{
        columns: ["Reason", "Documents", "Whole runs", "Runs", "Last"].map((header) => ({
          header,
        })),
        rows: failures.map(({ reason, documents, wholeRuns, runs, lastAt }) => [
          reason,
          documents,
          wholeRuns,
          runs,
          exactTime(lastAt, zone),
        ]),
        hrefOf,
      }}
    />
  );
}

function sizeWords(failure: FailureReason | undefined): string {
  if (!failure) return "";
  const { documents, wholeRuns, runs } = failure;
  if (documents === 0) return plural(wholeRuns, "whole run");
  return `${plural(documents, "document")} in ${plural(runs, "run")}`;
}
