import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Overview } from "#lib/curate/overview-schemas.ts";
import { ComingPanel } from "./coming-panel.tsx";
import { CoveragePanel } from "./coverage-panel.tsx";
import { LookPanel } from "./look-panel.tsx";
import { RecentPanel } from "./recent-panel.tsx";
import { RunningPanel } from "./running-panel.tsx";
import { RunsPanel } from "./runs-panel.tsx";
import { Verdict } from "./verdict.tsx";

/** Is the corpus fit to serve? One line first, then what it rests on. */
export function OverviewScreen({ overview }: { overview: Overview }) {
  const { states, suspects, active, charts, recent, waiting, comingUp, budget } = overview;
  return (
    <>
      <PageHeader
        title="Overview"
        purpose={
          <>
            Is the corpus fit to serve? Counted <RelativeTime at={states.at} />.
          </>
        }
      />
      {states.documents.all === 0 ? (
        <EmptyState title="No documents yet">
          Run <code>pnpm ingest:v2</code> on a machine that holds the corpus files.
        </EmptyState>
      ) : (
        <Verdict overview={overview} />
      )}
      <div className="grid gap-x-10 gap-y-6 px-4 pb-8 *:min-w-0 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex flex-col gap-6">
          {states.documents.all === 0 ? null : <CoveragePanel states={states} />}
          <RunsPanel charts={charts} />
        </div>
        <div className="flex flex-col gap-6">
          <RunningPanel first={active} />
          <LookPanel suspects={suspects} />
          <RecentPanel recent={recent} />
          <ComingPanel waiting={waiting} comingUp={comingUp} budget={budget} />
        </div>
      </div>
    </>
  );
}
