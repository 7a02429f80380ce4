"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { apiGet } from "#components/api-client.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import { hasEnded, type RunProgress } from "#lib/ingest/runs-schemas.ts";
import { followEveryMs } from "./follow-every.ts";
import { RunActions } from "./run-actions.tsx";
import { RunFacts } from "./run-facts.tsx";
import { RunNotices } from "./run-notices.tsx";
import { RunProgressPanel } from "./run-progress-panel.tsx";
import type { RunTab } from "./run-tab.ts";
import { RunTabs } from "./run-tabs.tsx";
import { useNow } from "./use-now.ts";
import { kindWords, modeWords, scopeWords } from "./words.ts";

// Only a run that waits for a person shows its plan here.
const RunApprovalPanel = dynamic(
  () => import("./run-approval-panel.tsx").then((file) => file.RunApprovalPanel),
  { loading: () => null },
);

type RunScreenProps = { first: RunProgress; tab: RunTab; canStart: boolean };

/** One run, live: asked for anew until it has ended, and at once when the browser wakes. */
export function RunScreen({ first, tab, canStart }: RunScreenProps) {
  const { id } = first.run;
  const start = Date.parse(first.now);
  // The documents bring the figures with them; asked for by themselves only where those do not come.
  const every = tab === "documents" ? followEveryMs * 2 : followEveryMs;
  const { data, error } = useQuery({
    queryKey: ["run", id, "progress"],
    queryFn: ({ signal }) => apiGet<RunProgress>(`/api/runs/${id}/progress`, signal),
    initialData: first,
    initialDataUpdatedAt: start,
    refetchInterval: ({ state }) => (state.data && hasEnded(state.data.run.state) ? false : every),
    refetchOnWindowFocus: true,
    // A page that could not be brought up to date keeps trying.
    retry: false,
  });
  const { run } = data;
  const live = !hasEnded(run.state);
  const now = useNow(start, live);
  return (
    <>
      <PageHeader
        title={`${kindWords[run.kind]}: ${modeWords[run.mode]}`}
        purpose={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span role="status">
              <StateChip state={run.heldBy && live ? "held" : run.state} />
            </span>
            <span>{scopeWords(run)}</span>
            <CopyButton value={run.id} label="run id" />
          </span>
        }
        action={canStart ? <RunActions progress={data} /> : null}
      />
      <div className="flex flex-col gap-4 pb-8">
        <div className="flex flex-col gap-2 px-4 empty:hidden">
          <RunNotices progress={data} error={error} canStart={canStart} />
        </div>
        {run.state === "waiting for approval" ? (
          <RunApprovalPanel progress={data} canStart={canStart} />
        ) : null}
        <div className="grid gap-x-8 gap-y-4 px-4 xl:grid-cols-[3fr_2fr]">
          <RunProgressPanel progress={data} now={now} />
          <Panel title="About this run">
            <RunFacts run={run} now={now} />
          </Panel>
        </div>
        <RunTabs progress={data} tab={tab} live={live} />
      </div>
    </>
  );
}
