"use client";

import type { Route } from "next";
import Link from "next/link";
import { ChartPanel } from "#components/charts/chart-panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { plural } from "#lib/format/number.ts";
import type { FailureReason } from "#lib/ingest/run-chart-schemas.ts";

/** Why documents and runs failed, the most frequent first. */
export function FailuresChart({ failures }: { failures: FailureReason[] }) {
  const size = ({ documents, runs }: FailureReason) => Math.max(documents, runs);
  const most = Math.max(1, ...failures.map(size));
  return (
    <ChartPanel
      title="Why documents and runs failed"
      className="mx-4 border-t-0 pt-0"
      legend={
        failures.length === 0 ? <p className="text-muted">Nothing failed in this time.</p> : null
      }
      chart={
        <ol className="flex flex-col gap-2">
          {failures.map((failure) => (
            <li key={failure.reason} className="max-w-4xl">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <span className="min-w-0 flex-1 basis-64 break-words">{failure.reason}</span>
                <span className="whitespace-nowrap">{sizeWords(failure)}</span>
              </p>
              <span className="mt-1 block h-1.5 rounded-full bg-hover" aria-hidden>
                <span
                  className="block h-full min-w-1 rounded-full bg-danger"
                  style={{ width: `${((100 * size(failure)) / most).toFixed(1)}%` }}
                />
              </span>
              <p className="text-xs text-muted">
                last <RelativeTime at={failure.lastAt} /> in{" "}
                <Link href={`/runs/${failure.lastRunId}` as Route} className="underline">
                  this run<span className="sr-only">, where “{failure.reason}”</span>
                </Link>
              </p>
            </li>
          ))}
        </ol>
      }
      numbers={{
        columns: [{ header: "Reason" }, { header: "Documents" }, { header: "Runs" }],
        rows: failures.map(({ reason, documents, runs }) => [reason, documents, runs]),
      }}
    />
  );
}

function sizeWords({ documents, runs }: FailureReason): string {
  if (documents === 0) return plural(runs, "whole run");
  return `${plural(documents, "document")} in ${plural(runs, "run")}`;
}
