import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { Overview } from "#lib/corpus/schemas.ts";
import { formatCount, plural } from "#lib/format/number.ts";

/** Is the corpus fit to serve? One line first, each number a link to what it counts. */
export function OverviewScreen({ overview }: { overview: Overview }) {
  const { documents, active, servedChunks, stale, missing, parked, lastRun } = overview;
  return (
    <>
      <PageHeader title="Overview" purpose="Is the corpus fit to serve? Counted just now." />
      {documents === 0 ? (
        <EmptyState title="No documents yet">
          Run <code>pnpm ingest:v2</code> on a machine that holds the corpus files.
        </EmptyState>
      ) : (
        <p className="px-4 pb-6 text-lg text-balance">
          Serving{" "}
          <NumberLink to="/documents?status=active">{plural(active, "active document")}</NumberLink>{" "}
          in {plural(servedChunks, "chunk")}.{" "}
          <NumberLink to="/documents?embedding=stale">{formatCount(stale)} stale</NumberLink>,{" "}
          <NumberLink to="/documents?embedding=missing">
            {formatCount(missing)} active without all embeddings
          </NumberLink>
          ,{" "}
          <NumberLink to="/documents?embedding=not+wanted">
            {formatCount(parked)} held back
          </NumberLink>
          .
        </p>
      )}
      <div className="px-4">
        <Panel title="Last run">
          {lastRun ? (
            <p className="flex flex-wrap items-center gap-2">
              <StateChip state={lastRun.state} />
              <NumberLink to={`/runs/${lastRun.id}`}>{lastRun.kind}</NumberLink>
              <RelativeTime at={lastRun.at} />
            </p>
          ) : (
            <p className="text-muted">There has been no run yet.</p>
          )}
        </Panel>
      </div>
    </>
  );
}

function NumberLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link
      href={to as Route}
      className="font-medium underline decoration-line-strong underline-offset-4 hover:decoration-foreground"
    >
      {children}
    </Link>
  );
}
