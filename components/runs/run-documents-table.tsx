"use client";

import { TriangleAlert } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import { formatCount, formatDuration } from "#lib/format/number.ts";
import type { RunPlanItem } from "#lib/ingest/plan-schemas.ts";
import { FailedDocument } from "./failed-document.tsx";
import { actionWords, itemStateWords } from "./words.ts";

/** One row a document of the run, in the order of the work. */
export function RunDocumentsTable({ items }: { items: RunPlanItem[] }) {
  return (
    <DataTable
      label="Documents of this run"
      columns={columns}
      rows={items}
      rowKey={({ id }) => String(id)}
    />
  );
}

const columns: Column<RunPlanItem>[] = [
  {
    id: "state",
    header: "State",
    cell: ({ state, action }) =>
      action === "skip" ? (
        <span className="text-muted">left</span>
      ) : (
        <StateChip state={state} label={itemStateWords[state]} />
      ),
    className: "w-24",
  },
  { id: "document", header: "Document", cell: DocumentLink, className: "min-w-48 break-all" },
  {
    id: "action",
    header: "Action",
    cell: ({ action }) => <span className="whitespace-nowrap">{actionWords[action]}</span>,
  },
  { id: "why", header: "Why", cell: Why, className: "min-w-56 whitespace-normal" },
  { id: "chunks", header: "Chunks + ~ − kept", cell: Chunks, align: "right" },
  {
    id: "tokens",
    header: "Tokens",
    cell: ({ planned }) => numberOrDash(planned.tokens),
    align: "right",
  },
  {
    id: "time",
    header: "Time",
    cell: ({ durationMs }) => (
      <span className="whitespace-nowrap">
        {durationMs === null ? <Dash /> : formatDuration(durationMs)}
      </span>
    ),
    align: "right",
  },
];

function DocumentLink({ documentId, path, formerPath }: RunPlanItem) {
  return (
    <>
      {documentId === null ? (
        <span>{path ?? "–"}</span>
      ) : (
        <Link className="hover:underline" href={`/documents/${documentId}` as Route}>
          {path ?? documentId}
        </Link>
      )}
      {formerPath ? <span className="block text-xs text-muted">was {formerPath}</span> : null}
    </>
  );
}

function Why(item: RunPlanItem) {
  if (item.state === "failed") return <FailedDocument item={item} />;
  return (
    <>
      {item.reason ?? (item.action === "re-embed" ? "asked for" : "")}
      {item.warnings.map((warning) => (
        <span key={warning} className="flex items-start gap-1 text-warn">
          <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-label="Warning" />
          <span className="min-w-0 break-words">{warning}</span>
        </span>
      ))}
    </>
  );
}

/** What was done; until then, in grey, what is planned. */
function Chunks({ state, planned, done }: RunPlanItem) {
  const shown = state === "done" ? done : planned;
  const numbers = [shown.added, shown.changed, shown.removed, shown.kept];
  if (numbers.every((one) => one === 0)) return <Dash />;
  return (
    <span
      className={state === "done" ? "whitespace-nowrap" : "whitespace-nowrap text-muted"}
      title={state === "done" ? "done" : "as planned"}
    >
      {numbers.map(formatCount).join(" / ")}
    </span>
  );
}

function numberOrDash(value: number) {
  return value === 0 ? <Dash /> : formatCount(value);
}

function Dash() {
  return <span className="text-muted">–</span>;
}
