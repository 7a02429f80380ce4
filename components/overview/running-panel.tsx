"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { apiGet } from "#components/api-client.ts";
import { RunProgress } from "#components/runs/run-progress.tsx";
import { kindWords } from "#components/runs/words.ts";
import { Panel } from "#components/ui/panel.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { Run, RunsPage } from "#lib/ingest/runs-schemas.ts";

/** Runs under way, asked for anew every two seconds while there are any. */
export function RunningPanel({ first }: { first: Run[] }) {
  const { data } = useQuery({
    queryKey: ["runs", "active"],
    queryFn: ({ signal }) => apiGet<RunsPage>("/api/runs?active=1&limit=5", signal),
    initialData: { items: first, nextCursor: null, workers: { live: 1, lastSeenAt: null } },
    refetchInterval: ({ state }) => (state.data?.items.length ? 2_000 : 10_000),
  });
  return (
    <Panel title="Running now">
      {data.items.length === 0 ? <p className="text-muted">No run is under way.</p> : null}
      <ul className="divide-y divide-line">
        {data.items.map((run) => (
          <li key={run.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
            <Link href={`/runs/${run.id}` as Route} className="font-medium hover:underline">
              {kindWords[run.kind]}
            </Link>
            <StateChip state={run.state} />
            <RunProgress run={run} />
            <span className="text-xs text-muted">{run.requestedBy}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
