"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { apiGet } from "#components/api-client.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { RunCharts } from "#lib/ingest/run-chart-schemas.ts";
import {
  hasEnded,
  type RunsPage,
  type RunsSearch,
  runsSearchQuery,
} from "#lib/ingest/runs-schemas.ts";
import { NewRunButton } from "./new-run-button.tsx";
import { RunLimitsButton } from "./run-limits-button.tsx";
import { RunsChart } from "./runs-chart.tsx";
import { RunsFilters } from "./runs-filters.tsx";
import { RunsList } from "./runs-list.tsx";
import { useNow } from "./use-now.ts";
import { ViewLinks } from "./view-links.tsx";
import { WorkerNotice } from "./worker-notice.tsx";

// Below the runs, and read by the browser: its script need not come first.
const FileDrift = dynamic(() => import("./file-drift.tsx").then(({ FileDrift }) => FileDrift), {
  ssr: false,
});

type RunsScreenProps = {
  search: RunsSearch;
  first: RunsPage;
  firstCharts: RunCharts;
  now: number;
  canStart: boolean;
};

/** The runs: filters, chart and table; asked for anew each second while one is under way. */
export function RunsScreen(props: RunsScreenProps) {
  const { search, first, firstCharts, now: start, canStart } = props;
  const router = useRouter();
  const { view = "outcome", on, reason, before, ...filter } = search;
  const query = runsSearchQuery({ time: "30d", ...filter, on, reason, before });
  const { data, error } = useQuery({
    queryKey: ["runs", query],
    queryFn: ({ signal }) => apiGet<RunsPage>(`/api/runs${query}`, signal),
    initialData: first,
    initialDataUpdatedAt: start,
    refetchInterval: ({ state }) => (isLive(state.data) ? 1_000 : 5_000),
  });
  const live = isLive(data);
  const chartsQuery = runsSearchQuery(filter);
  const { data: charts } = useQuery({
    queryKey: ["run-charts", chartsQuery],
    queryFn: ({ signal }) => apiGet<RunCharts>(`/api/runs/charts${chartsQuery}`, signal),
    initialData: firstCharts,
    initialDataUpdatedAt: start,
    refetchInterval: live ? 5_000 : 30_000,
  });
  const now = useNow(start, live);
  const hrefOf = (change: RunsSearch) => {
    const next = { ...search, on: undefined, reason: undefined, before: undefined, ...change };
    return `/runs${runsSearchQuery(next)}` as Route;
  };
  const show = (change: RunsSearch) => router.push(hrefOf(change), { scroll: false });
  const never = charts.people.length === 0 && data.items.length === 0;
  return (
    <>
      <PageHeader
        title="Runs"
        purpose={`What was ingested and re-embedded, by whom, and how it ended. Days are those of ${charts.zone}.`}
        action={
          canStart ? (
            <>
              <RunLimitsButton label="Limits and prices" />
              <NewRunButton />
            </>
          ) : (
            <span className="text-muted">Only admins start runs.</span>
          )
        }
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
        {never ? (
          <EmptyState title="Nothing has been run yet">
            {canStart
              ? "Start a run to read the corpus, or use pnpm ingest:v2 on the server."
              : "An admin starts the first run."}
          </EmptyState>
        ) : (
          <>
            <RunsFilters search={search} charts={charts} onChange={show} />
            <ViewLinks search={search} />
            <RunsChart
              charts={charts}
              view={view}
              picked={{ on, reason }}
              hrefOf={hrefOf}
              onPick={show}
            />
            <RunsList search={search} bars={charts.bars} page={data} now={now} />
          </>
        )}
        <FileDrift canStart={canStart} />
      </div>
    </>
  );
}

function isLive(page: RunsPage | undefined): boolean {
  return page?.items.some(({ state }) => !hasEnded(state)) ?? false;
}
