import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import { formatCount } from "#lib/format/number.ts";
import type { Run } from "#lib/ingest/runs-schemas.ts";
import { durationWords, kindWords, modeWords } from "./words.ts";

type Row = { run: Run; now: number };

/** One row a run, newest first. */
export function RunsTable({ runs, now }: { runs: Run[]; now: number }) {
  return (
    <DataTable
      label="Runs"
      columns={columns}
      rows={runs.map((run) => ({ run, now }))}
      rowKey={({ run }) => run.id}
    />
  );
}

const columns: Column<Row>[] = [
  { id: "run", header: "Run", cell: RunLink },
  { id: "mode", header: "Mode", cell: ({ run }) => modeWords[run.mode], className: "text-muted" },
  { id: "state", header: "State", cell: ({ run }) => <StateChip state={run.state} /> },
  { id: "by", header: "Asked by", cell: AskedBy },
  {
    id: "asked",
    header: "Asked",
    cell: ({ run, now }) => <RelativeTime at={run.createdAt} now={now} />,
  },
  number("duration", "Duration", ({ run, now }) => durationWords(run, now)),
  number("documents", "Documents", ({ run: { documents } }) =>
    documents.total > 0
      ? `${formatCount(documents.scanned)} of ${formatCount(documents.total)}`
      : formatCount(documents.scanned),
  ),
  number("failed", "Failed", ({ run }) => formatCount(run.documents.failed)),
  number("written", "Chunks written", ({ run }) => formatCount(run.chunks.written)),
  number("embedded", "Embedded", ({ run }) => formatCount(run.chunks.embedded)),
  number("tokens", "Tokens", ({ run }) => formatCount(run.tokens)),
];

function number(id: string, header: string, cell: (row: Row) => string): Column<Row> {
  return { id, header, cell, align: "right", className: "whitespace-nowrap" };
}

function RunLink({ run }: Row) {
  return (
    <Link
      className="font-medium whitespace-nowrap hover:underline"
      href={`/runs/${run.id}` as Route}
    >
      {kindWords[run.kind]}
    </Link>
  );
}

function AskedBy({ run }: Row) {
  return (
    <span className="line-clamp-1 max-w-48 break-all" title={run.requestedBy}>
      {run.requestedBy}
    </span>
  );
}
