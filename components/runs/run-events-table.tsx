import { CircleX, Info, TriangleAlert } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { formatCount, formatDuration } from "#lib/format/number.ts";
import type { RunEvent } from "#lib/ingest/runs-schemas.ts";

const looks = {
  info: { tone: "neutral", icon: Info },
  warning: { tone: "warn", icon: TriangleAlert },
  error: { tone: "danger", icon: CircleX },
} as const;

/** Events of a run: what was done with a document, why, and what it cost. */
export function RunEventsTable({ events }: { events: RunEvent[] }) {
  return (
    <DataTable
      label="Events of this run"
      columns={columns}
      rows={events}
      rowKey={(event) => String(event.id)}
    />
  );
}

const columns: Column<RunEvent>[] = [
  {
    id: "level",
    header: "Level",
    cell: ({ level }) => <Badge {...looks[level]}>{level}</Badge>,
  },
  {
    id: "action",
    header: "Action",
    cell: ({ action }) => action,
    className: "whitespace-nowrap",
  },
  { id: "document", header: "Document", cell: DocumentLink, className: "min-w-48 break-all" },
  { id: "why", header: "Why", cell: Why, className: "min-w-56" },
  {
    id: "chunks",
    header: "Chunks + / = / −",
    cell: (event) => `${event.chunksAdded} / ${event.chunksKept} / ${event.chunksRemoved}`,
    align: "right",
    className: "whitespace-nowrap",
  },
  {
    id: "tokens",
    header: "Tokens",
    cell: ({ tokens }) => formatCount(tokens),
    align: "right",
  },
  {
    id: "time",
    header: "Time",
    cell: ({ durationMs }) => (durationMs === null ? "–" : formatDuration(durationMs)),
    align: "right",
    className: "whitespace-nowrap",
  },
];

function DocumentLink({ documentId, path }: RunEvent) {
  if (documentId === null) return <span>{path ?? "–"}</span>;
  return (
    <Link className="hover:underline" href={`/documents/${documentId}` as Route}>
      {path ?? documentId}
    </Link>
  );
}

function Why({ reason, message }: RunEvent) {
  return (
    <>
      {reason}
      {message ? <span className="block text-muted">{message}</span> : null}
    </>
  );
}
