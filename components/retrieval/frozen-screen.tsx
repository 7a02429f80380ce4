import { Snowflake } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { FrozenRow } from "#lib/evaluate/schemas.ts";
import { plural } from "#lib/format/number.ts";

/** Results that were kept under a link, the newest first. */
export function FrozenScreen({ rows }: { rows: FrozenRow[] }) {
  return (
    <>
      <PageHeader
        title="Frozen results"
        purpose="Answers kept as they were, each with its configurations and the state of the corpus. The last 100."
      />
      {rows.length === 0 ? (
        <EmptyState
          title="Nothing is frozen yet"
          icon={Snowflake}
          action={
            <Button asChild variant="primary">
              <Link href="/retrieval">Open the lab</Link>
            </Button>
          }
        >
          Ask a question in the lab and press Freeze: its results stay under a link, to be compared
          with later ones.
        </EmptyState>
      ) : (
        <ul className="divide-y border-y" aria-label="Frozen results">
          {rows.map(({ id, title, query, lanes, by, at, writesSince }) => (
            <li
              key={id}
              className="flex items-center gap-x-4 gap-y-1 px-4 py-2 hover:bg-hover max-md:flex-wrap"
            >
              <div className="min-w-0 flex-1 max-md:basis-full">
                <Link
                  href={`/retrieval/frozen/${id}` as Route}
                  prefetch={false}
                  dir="auto"
                  className="line-clamp-1 font-medium hover:underline"
                >
                  {title ?? query}
                </Link>
                <p className="line-clamp-1 text-muted">
                  {title ? <bdi>{query} · </bdi> : null}
                  {lanes.join(", ")}
                </p>
              </div>
              <p className="w-48 text-xs text-muted">
                {writesSince === 0
                  ? "the corpus is unchanged since"
                  : `${plural(writesSince, "write")} to the corpus since`}
              </p>
              <p className="w-48 truncate text-xs text-muted">
                {by}, <RelativeTime at={at} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
