import type { Route } from "next";
import Link from "next/link";
import {
  type RunsSearch,
  type RunView,
  runsSearchQuery,
  runViews,
} from "#lib/ingest/runs-schemas.ts";

const labels: Record<RunView, string> = {
  outcome: "Outcome",
  duration: "Duration",
  documents: "Documents",
  chunks: "Chunks",
  tokens: "Tokens and cost",
  throughput: "Throughput",
  failures: "Failures",
};

/** What of the runs the chart shows. */
export function ViewLinks({ search }: { search: RunsSearch }) {
  const current = search.view ?? "outcome";
  return (
    <nav aria-label="Charts" className="mx-4 overflow-x-auto border-b">
      <ul className="flex gap-4">
        {runViews.map((view) => (
          <li key={view}>
            <Link
              href={
                `/runs${runsSearchQuery({ ...search, before: undefined, view: view === "outcome" ? undefined : view })}` as Route
              }
              scroll={false}
              aria-current={view === current ? "true" : undefined}
              className="flex h-9 items-center border-b-2 border-transparent text-sm whitespace-nowrap text-muted hover:text-foreground aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-foreground"
            >
              {labels[view]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
