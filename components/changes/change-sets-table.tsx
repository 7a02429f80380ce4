"use client";

import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { ChangeSet } from "#lib/corpus/change-set-schemas.ts";
import { formatCount } from "#lib/format/number.ts";

/** Change sets, newest first. */
export function ChangeSetsTable({ rows }: { rows: ChangeSet[] }) {
  return <DataTable label="Changes" columns={columns} rows={rows} rowKey={(row) => row.id} />;
}

const columns: Column<ChangeSet>[] = [
  { id: "name", header: "Change", cell: NameCell, className: "min-w-72" },
  { id: "state", header: "State", cell: (row) => <StateChip state={row.state} /> },
  {
    id: "rows",
    header: "Rows changed",
    cell: (row) => formatCount(row.rows.changed),
    align: "right",
  },
  { id: "skipped", header: "Left", cell: (row) => formatCount(row.rows.skipped), align: "right" },
  { id: "by", header: "By", cell: (row) => row.by },
  {
    id: "when",
    header: "When",
    cell: (row) => <RelativeTime at={row.appliedAt ?? row.createdAt} />,
  },
];

function NameCell(row: ChangeSet) {
  return (
    <>
      <Link
        href={`/changes/${row.id}` as Route}
        title={row.name}
        className="line-clamp-1 font-medium wrap-anywhere hover:underline"
      >
        {row.name}
      </Link>
      <span className="line-clamp-1 text-xs wrap-anywhere text-muted">
        {row.changes.map(({ label, text }) => `${label}: ${text}`).join(" · ") ||
          row.note ||
          kindWords[row.kind]}
        {row.undoneBy ? " · undone" : ""}
      </span>
    </>
  );
}

const kindWords: Record<ChangeSet["kind"], string> = {
  edit: "One row",
  bulk: "Many rows",
  csv: "From a CSV file",
  undo: "Earlier values given back",
  drift: "Manifest's values taken over",
};
