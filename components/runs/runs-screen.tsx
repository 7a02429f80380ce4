"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import dynamic from "next/dynamic";
import Link from "next/link";
import { apiGet } from "#components/api-client.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import {
  hasEnded,
  type RunsPage,
  type RunsSearch,
  runsSearchQuery,
} from "#lib/ingest/runs-schemas.ts";
import { NewRunButton } from "./new-run-button.tsx";
import { RunsChart } from "./runs-chart.tsx";
import { RunsFilters } from "./runs-filters.tsx";
import { RunsTable } from "./runs-table.tsx";
import { useNow } from "./use-now.ts";
import { WorkerNotice } from "./worker-notice.tsx";

// Below the runs, and read by the browser: its script need not come first.
const FileDrift = dynamic(() => import("./file-drift.tsx").then(({ FileDrift }) => FileDrift), {
  ssr: false,
});

type RunsScreenProps = { search: RunsSearch; first: RunsPage; now: number; canStart: boolean };

/** The runs: chart, filters and table; asked for anew each second while one is under way. */
export function RunsScreen({ search, first, now: start, canStart }: RunsScreenProps) {
  const query = runsSearchQuery(search);
  const { data, error } = useQuery({
    queryKey: ["runs", query],
    queryFn: ({ signal }) => apiGet<RunsPage>(`/api/runs${query}`, signal),
    initialData: first,
    initialDataUpdatedAt: start,
    refetchInterval: ({ state }) => (isLive(state.data) ? 1_000 : 5_000),
  });
  const now = useNow(start, isLive(data));
  const filtered = Boolean(search.kind || search.state || search.before);
  return (
    <>
      <PageHeader
        title="Runs"
        purpose="What was ingested and re-embedded, by whom, and how it ended."
        action={<NewRunButton canStart={canStart} />}
      />
      <div className="flex flex-col gap-3 pb-8">
        <div className="mx-4 flex flex-col gap-2">
          <WorkerNotice workers={data.workers} />
          {error ? (
            <Notice tone="warn">
              These figures could not be brought up to date: {error.message} The page keeps trying.
            </Notice>
          ) : null}
        </div>
        <RunsChart history={data.history} />
        <RunsFilters search={search} />
        {data.items.length > 0 ? (
          <RunsTable runs={data.items} now={now} />
        ) : (
          <NoRuns filtered={filtered} canStart={canStart} />
        )}
        <Pages search={search} nextCursor={data.nextCursor} />
        <FileDrift canStart={canStart} />
      </div>
    </>
  );
}

function isLive(page: RunsPage | undefined): boolean {
  return page?.items.some(({ state }) => !hasEnded(state)) ?? false;
}

function NoRuns({ filtered, canStart }: { filtered: boolean; canStart: boolean }) {
  if (!filtered)
    return (
      <EmptyState title="Nothing has been run yet">
        {canStart
          ? "Start a run to read the corpus, or use pnpm ingest:v2 on the server."
          : "An admin starts the first run."}
      </EmptyState>
    );
  return (
    <EmptyState
      title="No run fits this filter"
      action={
        <Button asChild>
          <Link href="/runs">Show all runs</Link>
        </Button>
      }
    />
  );
}

function Pages({ search, nextCursor }: { search: RunsSearch; nextCursor: string | null }) {
  if (!search.before && !nextCursor) return null;
  const { before, ...newest } = search;
  return (
    <nav aria-label="Pages of runs" className="mx-4 flex gap-2">
      {before ? (
        <Button asChild>
          <Link href={`/runs${runsSearchQuery(newest)}` as Route}>Newest</Link>
        </Button>
      ) : null}
      {nextCursor ? (
        <Button asChild>
          <Link href={`/runs${runsSearchQuery({ ...search, before: nextCursor })}` as Route}>
            Older
          </Link>
        </Button>
      ) : null}
    </nav>
  );
}
