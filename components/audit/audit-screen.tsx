"use client";

import { Download, ScrollText } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ValueText } from "#components/ui/value-text.tsx";
import { type AuditFilter, type AuditRow, noAuditFilter } from "#lib/corpus/audit-schemas.ts";
import { toQueryString } from "#lib/url/to-query-string.ts";
import { AuditFilters } from "./audit-filters.tsx";

type ScreenProps = {
  items: AuditRow[];
  nextCursor: string | null;
  state: AuditFilter;
  ignored: string[];
};

/** Who changed what, when, from what to what. */
export function AuditScreen({ items, nextCursor, state, ignored }: ScreenProps) {
  const query = toQueryString(noAuditFilter, { ...state, cursor: "" });
  return (
    <>
      <PageHeader
        title="Audit"
        purpose="Every change by people and programs of the console. Entries are only ever added."
        action={
          <>
            <ExportLink query={query} format="csv" />
            <ExportLink query={query} format="jsonl" />
          </>
        }
      />
      {ignored.length > 0 ? (
        <div className="px-4 pb-3">
          <Notice tone="warn">
            Left out, because it makes no sense here: {ignored.join(", ")}.
          </Notice>
        </div>
      ) : null}
      <AuditFilters state={state} filtered={query !== ""} />
      <div className="border-t">
        {items.length > 0 ? (
          <DataTable label="Audit log" columns={columns} rows={items} rowKey={(row) => row.id} />
        ) : (
          <EmptyState
            title={query === "" ? "Nobody has changed anything yet" : "No entry matches"}
            icon={ScrollText}
          >
            {query === ""
              ? "Each edit, run request and decision is listed here."
              : "Take one of the filters away."}
          </EmptyState>
        )}
      </div>
      {nextCursor ? (
        <p className="p-4">
          <Link
            className="underline"
            href={
              `/audit${toQueryString(noAuditFilter, { ...state, cursor: nextCursor })}` as Route
            }
          >
            Earlier entries
          </Link>
        </p>
      ) : null}
    </>
  );
}

function ExportLink({ query, format }: { query: string; format: "csv" | "jsonl" }) {
  const params = new URLSearchParams(query);
  params.set("format", format);
  return (
    <Button asChild>
      <a href={`/api/audit/export?${params}`} download>
        <Download aria-hidden /> {format === "csv" ? "CSV" : "JSON Lines"}
      </a>
    </Button>
  );
}

const columns: Column<AuditRow>[] = [
  {
    id: "at",
    header: "When",
    cell: (row) => <RelativeTime at={row.at} />,
    className: "whitespace-nowrap",
  },
  {
    id: "actor",
    header: "Person",
    cell: (row) => (
      <span className="line-clamp-1 break-all" title={row.actor}>
        {row.actor}
      </span>
    ),
    className: "min-w-36",
  },
  { id: "action", header: "Action", cell: (row) => row.action },
  { id: "subject", header: "What", cell: SubjectCell, className: "min-w-48" },
  { id: "change", header: "From → to", cell: ChangeCell, className: "min-w-64" },
  { id: "set", header: "Change set", cell: SetCell },
];

function SubjectCell({ subjectType, subjectId, subjectLabel }: AuditRow) {
  const label = subjectLabel ?? subjectId.slice(0, 8);
  const page = pages[subjectType];
  if (!page)
    return (
      <span className="line-clamp-2 break-all">{`${subjectType.replaceAll("_", " ")} ${label}`}</span>
    );
  return (
    <Link
      href={`${page}/${subjectId}` as Route}
      className="line-clamp-2 font-mono text-xs break-all hover:underline"
    >
      {label}
    </Link>
  );
}

const pages: Record<string, string> = {
  document: "/documents",
  chunk: "/chunks",
  run: "/runs",
  change_set: "/changes",
};

function ChangeCell({ field, from, to, reason }: AuditRow) {
  return (
    <>
      <span className="line-clamp-3 wrap-anywhere">
        {field ? <span className="text-muted">{field.replaceAll("_", " ")}: </span> : null}
        <ValueText value={from} /> → <ValueText value={to} />
      </span>
      {reason ? (
        <span className="line-clamp-2 text-xs wrap-anywhere text-muted">“{reason}”</span>
      ) : null}
    </>
  );
}

function SetCell({ changeSetId }: AuditRow) {
  if (!changeSetId) return null;
  return (
    <Link href={`/changes/${changeSetId}` as Route} className="font-mono text-xs hover:underline">
      {changeSetId.slice(-8)}
    </Link>
  );
}
