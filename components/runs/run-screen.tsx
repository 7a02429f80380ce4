"use client";

import { useQuery } from "@tanstack/react-query";
import { apiGet } from "#components/api-client.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import { hasEnded, type RunPage } from "#lib/ingest/runs-schemas.ts";
import { RunEventsPanel } from "./run-events-panel.tsx";
import { RunFacts } from "./run-facts.tsx";
import { RunProgress } from "./run-progress.tsx";
import { useNow } from "./use-now.ts";
import { kindWords, modeWords, scopeWords } from "./words.ts";
import { WorkerNotice } from "./worker-notice.tsx";

type RunScreenProps = { first: RunPage; now: number };

/** One run: its state, counters, events; asked for anew each second until it has ended. */
export function RunScreen({ first, now: start }: RunScreenProps) {
  const { id } = first.run;
  const { data, error } = useQuery({
    queryKey: ["run", id],
    queryFn: ({ signal }) => apiGet<RunPage>(`/api/runs/${id}`, signal),
    initialData: first,
    initialDataUpdatedAt: start,
    refetchInterval: ({ state }) => (state.data && hasEnded(state.data.run.state) ? false : 1_000),
  });
  const { run, events, workers } = data;
  const live = !hasEnded(run.state);
  const now = useNow(start, live);
  return (
    <>
      <PageHeader
        title={`${kindWords[run.kind]}: ${modeWords[run.mode]}`}
        purpose={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StateChip state={run.state} />
            <span>{scopeWords(run)}</span>
            <CopyButton value={run.id} label="run id" />
          </span>
        }
      />
      <div className="flex flex-col gap-4 px-4 pb-8">
        {run.state === "queued" ? <WorkerNotice workers={workers} /> : null}
        {error ? (
          <Notice tone="warn">
            This run could not be brought up to date: {error.message} The page keeps trying.
          </Notice>
        ) : null}
        {run.errorMessage ? (
          <ErrorState title="This run did not end well">{run.errorMessage}</ErrorState>
        ) : null}
        <Panel title="Progress">
          <RunProgress run={run} />
        </Panel>
        <Panel title="Figures">
          <RunFacts run={run} now={now} />
        </Panel>
        <RunEventsPanel runId={run.id} first={events} live={live} />
      </div>
    </>
  );
}
