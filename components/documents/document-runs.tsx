import type { Route } from "next";
import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { DocumentRun } from "#lib/ingest/runs-schemas.ts";

/** What runs did with a document, newest first. */
export function DocumentRuns({ runs }: { runs: DocumentRun[] }) {
  if (runs.length === 0)
    return <p className="text-muted">No run has touched this document since runs are recorded.</p>;
  return (
    <ol className="divide-y divide-line">
      {runs.map((run) => (
        <li
          key={`${run.id} ${run.at} ${run.action}`}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2"
        >
          <Link href={`/runs/${run.id}` as Route} className="font-medium hover:underline">
            {run.action}
          </Link>
          <StateChip state={run.state} />
          {run.reason ? <span className="min-w-0 break-words">{run.reason}</span> : null}
          <span className="text-muted">
            +{run.added} −{run.removed}, {run.kept} kept
          </span>
          <span className="ml-auto text-xs text-muted">
            {run.kind}, {run.by}, <RelativeTime at={run.at} />
          </span>
        </li>
      ))}
    </ol>
  );
}
