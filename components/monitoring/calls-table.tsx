"use client";

import { TriangleAlert } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { formatCount, formatDuration } from "#lib/format/number.ts";
import type { CallRow } from "#lib/retrieve/monitor-schemas.ts";
import { fullTextAlone } from "#lib/retrieve/result-schemas.ts";
import { outcomeTone } from "./outcomes.ts";

/** Logged calls; each leads to what it returned. */
export function CallsTable({ label, rows }: { label: string; rows: CallRow[] }) {
  return <DataTable label={label} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

const columns: Column<CallRow>[] = [
  {
    id: "at",
    header: "Asked",
    cell: ({ id, at }) => (
      <Link href={`/retrieval/log/${id}` as Route} className="underline">
        <RelativeTime at={at} />
      </Link>
    ),
  },
  { id: "who", header: "By", cell: ({ who, origin }) => (origin === "lab" ? `${who} (lab)` : who) },
  { id: "query", header: "Query", className: "max-w-xs", cell: Query },
  { id: "outcome", header: "Ended", cell: Outcome },
  { id: "results", header: "Chunks", align: "right", cell: ({ results }) => results },
  {
    id: "score",
    header: "Top score",
    align: "right",
    cell: ({ topScore }) => (topScore === null ? "–" : topScore.toFixed(3)),
  },
  {
    id: "took",
    header: "Took",
    align: "right",
    className: "whitespace-nowrap",
    cell: ({ totalMs }) => formatDuration(totalMs),
  },
];

function Query({ queryText, queryCharacters }: CallRow) {
  if (queryText !== null) return <span className="line-clamp-1 break-all">{queryText}</span>;
  return (
    <span className="whitespace-nowrap text-muted">
      {queryCharacters === null ? "no words" : `${formatCount(queryCharacters)} characters`}
    </span>
  );
}

function Outcome({ outcome, errorCode, degraded, calls }: CallRow) {
  return (
    <span className="whitespace-nowrap">
      {degraded === fullTextAlone ? (
        <Badge tone="warn" icon={TriangleAlert}>
          {outcome}: {degraded}
        </Badge>
      ) : (
        <Badge tone={outcomeTone[outcome]}>{errorCode?.replaceAll("_", " ") ?? outcome}</Badge>
      )}
      {calls > 1 ? <span className="text-muted"> × {formatCount(calls)}</span> : null}
    </span>
  );
}
