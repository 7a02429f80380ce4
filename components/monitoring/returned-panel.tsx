"use client";

import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { NeverRow, ReturnedRow } from "#lib/retrieve/monitor-schemas.ts";

type ReturnedPanelProps = { title: string; rows: ReturnedRow[] };

/** What answers were made of most. */
export function ReturnedPanel({ title, rows }: ReturnedPanelProps) {
  return (
    <Panel title={title}>
      {rows.length === 0 ? (
        <p className="text-muted">No answer in this time held any.</p>
      ) : (
        <DataTable
          label={`${title}: table`}
          columns={returned}
          rows={rows}
          rowKey={({ id }) => id}
        />
      )}
    </Panel>
  );
}

type NeverPanelProps = {
  what: "documents" | "chunks";
  never: { total: number; served: number; first: NeverRow[] };
};

/** What is served and was in no answer: perhaps nobody asks for it, perhaps it cannot be found. */
export function NeverPanel({ what, never: { total, served, first } }: NeverPanelProps) {
  const title = `Never returned: ${what}`;
  return (
    <Panel title={title}>
      <p className="mb-1 text-muted">
        {served === 0
          ? `No ${what} are served.`
          : `${formatCount(total)} of ${formatCount(served)} ${what} that are served were in no answer of this time.`}
        {total > first.length ? ` The first ${first.length} by path:` : ""}
      </p>
      {first.length > 0 ? (
        <DataTable label={`${title}: table`} columns={never} rows={first} rowKey={({ id }) => id} />
      ) : null}
    </Panel>
  );
}

const never: Column<NeverRow>[] = [{ id: "name", header: "Title and path", cell: Name }];

const returned: Column<ReturnedRow>[] = [
  { id: "name", header: "Title and path", cell: Name },
  { id: "times", header: "Answers", align: "right", cell: ({ times }) => formatCount(times) },
  { id: "best", header: "Best place", align: "right", cell: ({ bestRank }) => bestRank },
];

function Name({ documentId, title, path, place }: NeverRow) {
  return (
    <span className="block max-w-md min-w-40">
      <Link href={`/documents/${documentId}` as Route} className="line-clamp-1 hover:underline">
        {title}
      </Link>
      <span className="line-clamp-1 text-xs text-muted">{place ?? path}</span>
    </span>
  );
}
