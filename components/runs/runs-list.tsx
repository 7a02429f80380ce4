"use client";

import { X } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { barName } from "#components/charts/bar-names.ts";
import { ExportButton } from "#components/data-table/export-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { DayBars } from "#lib/format/days.ts";
import { type RunsPage, type RunsSearch, runsSearchQuery } from "#lib/ingest/runs-schemas.ts";
import { RunsTable } from "./runs-table.tsx";

type RunsListProps = { search: RunsSearch; bars: DayBars; page: RunsPage; now: number };

/** The runs of the chart, or of its chosen bar. */
export function RunsList({ search, bars, page, now }: RunsListProps) {
  const { before, on, reason, view, ...filter } = search;
  const file = runsSearchQuery({ time: "30d", ...filter, on, reason }).slice(1);
  const to = (change: RunsSearch) =>
    `/runs${runsSearchQuery({ ...search, before: undefined, ...change })}` as Route;
  return (
    <div>
      <div className="mx-4 mb-1 flex min-h-8 flex-wrap items-center gap-2">
        <h2 className="line-clamp-2 min-w-0 text-sm font-semibold wrap-anywhere">
          Runs{on ? ` of ${barName(bars, on)}` : ""}
          {reason ? ` with the failure “${reason}”` : ""}
        </h2>
        {on || reason ? (
          <Button asChild size="sm" variant="ghost">
            <Link href={to({ on: undefined, reason: undefined })} scroll={false}>
              <X aria-hidden /> All of the chart
            </Link>
          </Button>
        ) : null}
        {page.items.length > 0 ? (
          <span className="ml-auto">
            <ExportButton key={file} api="/api/runs" filter={file} />
          </span>
        ) : null}
      </div>
      {page.items.length > 0 ? (
        <RunsTable runs={page.items} now={now} />
      ) : (
        <EmptyState
          title="No run fits this filter"
          action={
            <Button asChild>
              <Link href={`/runs${runsSearchQuery({ view, time: "1y" })}` as Route}>
                Show all runs of the last 52 weeks
              </Link>
            </Button>
          }
        />
      )}
      {before || page.nextCursor ? (
        <nav aria-label="Pages of runs" className="mx-4 mt-3 flex gap-2">
          {before ? (
            <Button asChild>
              <Link href={to({})}>Newest</Link>
            </Button>
          ) : null}
          {page.nextCursor ? (
            <Button asChild>
              <Link href={to({ before: page.nextCursor })}>Older</Link>
            </Button>
          ) : null}
        </nav>
      ) : null}
    </div>
  );
}
