"use client";

import { Flag as FlagIcon, MessageSquare, RefreshCw } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Flag } from "#lib/corpus/flag-schemas.ts";
import { ReingestButton } from "./reingest-button.tsx";
import { ResolveButton } from "./resolve-button.tsx";

type ScreenProps = {
  items: Flag[];
  nextCursor: string | null;
  state: "open" | "resolved";
  mayStart: boolean;
};

/** What people noticed and nobody has dealt with yet. */
export function FlagsScreen({ items, nextCursor, state, mayStart }: ScreenProps) {
  return (
    <>
      <PageHeader title="Flags" purpose="What people noticed about documents and chunks." />
      <p className="flex gap-3 px-4 pb-2">
        <Tab href="/flags" current={state === "open"}>
          Open
        </Tab>
        <Tab href="/flags?state=resolved" current={state === "resolved"}>
          Resolved
        </Tab>
      </p>
      <div className="border-t">
        {items.length > 0 ? (
          <DataTable
            label="Flags"
            columns={mayStart ? adminColumns : columns}
            rows={items}
            rowKey={(row) => row.id}
          />
        ) : (
          <EmptyState
            title={state === "open" ? "No open flags" : "Nothing has been resolved yet"}
            icon={FlagIcon}
          >
            Anybody can flag a document or a chunk from its page.
          </EmptyState>
        )}
      </div>
      {nextCursor ? (
        <p className="p-4">
          <Link className="underline" href={`/flags?state=${state}&cursor=${nextCursor}` as Route}>
            Earlier flags
          </Link>
        </p>
      ) : null}
    </>
  );
}

function Tab({ href, current, children }: { href: string; current: boolean; children: string }) {
  return (
    <Link
      href={href as Route}
      aria-current={current ? "true" : undefined}
      className="text-muted hover:underline aria-[current]:font-medium aria-[current]:text-foreground"
    >
      {children}
    </Link>
  );
}

const columns: Column<Flag>[] = [
  {
    id: "kind",
    header: "Kind",
    cell: ({ kind }) => (
      <Badge
        tone={kind === "note" ? "neutral" : "warn"}
        icon={kind === "note" ? MessageSquare : RefreshCw}
      >
        {kind === "note" ? "note" : "please re-ingest"}
      </Badge>
    ),
  },
  {
    id: "subject",
    header: "On",
    className: "min-w-48",
    cell: ({ documentId, subjectId, subject, label }) => (
      <Link
        href={
          (subject === "document" ? `/documents/${documentId}` : `/chunks/${subjectId}`) as Route
        }
        className="line-clamp-2 font-mono text-xs break-all hover:underline"
      >
        {label}
      </Link>
    ),
  },
  {
    id: "note",
    header: "Note",
    className: "min-w-64",
    cell: ({ note, resolution }) => (
      <>
        <span className="line-clamp-4 wrap-anywhere whitespace-pre-wrap">{note}</span>
        {resolution ? <span className="line-clamp-2 text-xs text-muted">{resolution}</span> : null}
      </>
    ),
  },
  {
    id: "by",
    header: "By",
    cell: ({ by, at }) => (
      <span className="break-all">
        {by}, <RelativeTime at={at} />
      </span>
    ),
  },
  {
    id: "resolve",
    header: "Resolve",
    headerHidden: true,
    cell: (flag) =>
      flag.resolvedAt ? (
        <span className="text-muted">{flag.resolvedBy}</span>
      ) : (
        <ResolveButton id={flag.id} label={flag.label} />
      ),
  },
];

/** An admin grants a wish for re-ingestion from here. */
const adminColumns: Column<Flag>[] = [
  ...columns,
  {
    id: "reingest",
    header: "Re-ingest",
    headerHidden: true,
    cell: (flag) =>
      flag.kind === "re-ingest" && !flag.resolvedAt ? <ReingestButton flag={flag} /> : null,
  },
];
