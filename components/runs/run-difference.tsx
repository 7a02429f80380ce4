"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { apiGet } from "#components/api-client.ts";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { formatCount, plural } from "#lib/format/number.ts";
import {
  type RunDifference as Difference,
  type DocumentDifference,
  differenceKinds,
  mostOfAKind,
} from "#lib/ingest/difference-schemas.ts";
import type { Run } from "#lib/ingest/runs-schemas.ts";
import { RunComparison } from "./run-comparison.tsx";

/** What changed since the run before of the same scope: in the corpus, and in how documents fared. */
export default function RunDifference({ run }: { run: Run }) {
  const { data, error, isPending } = useQuery({
    queryKey: ["run", run.id, "difference", run.state],
    queryFn: ({ signal }) => apiGet<Difference>(`/api/runs/${run.id}/difference`, signal),
  });
  if (error)
    return (
      <div className="px-4">
        <Notice tone="warn">The difference could not be read: {error.message}</Notice>
      </div>
    );
  if (isPending) return <SkeletonRows rows={6} label="Comparing the runs" />;
  if (!data.previous)
    return (
      <p className="px-4 py-4 text-muted">
        No earlier run of this kind and scope: there is nothing to compare with.
      </p>
    );
  return (
    <div className="flex flex-col gap-4">
      <div className="px-4">
        <p>
          Against{" "}
          <Link className="underline" href={`/runs/${data.previous.id}` as Route}>
            the run before
          </Link>{" "}
          of the same scope, asked for by {data.previous.requestedBy},{" "}
          <RelativeTime at={data.previous.createdAt} />. Between the two plans:{" "}
          {plural(data.between.edits, "edit")} in the console,{" "}
          {plural(data.between.foreignWrites, "write")} by other software.
        </p>
        <p className="text-muted">{countWords(data)}</p>
      </div>
      <div className="max-w-3xl px-4">
        <RunComparison before={data.previous} after={run} />
      </div>
      {data.items.length > 0 ? (
        <DataTable
          label="Documents that differ"
          columns={columns}
          rows={data.items}
          rowKey={({ path }) => path}
        />
      ) : null}
    </div>
  );
}

function countWords({ counts, items }: Difference): string {
  const all = differenceKinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
  if (all === 0) return "No document differs.";
  const words = differenceKinds
    .filter((kind) => counts[kind])
    .map((kind) => `${formatCount(counts[kind] ?? 0)} ${kind}`);
  const first = all > items.length ? ` Of each the first ${mostOfAKind} are listed.` : "";
  return `${words.join(", ")}.${first}`;
}

const columns: Column<DocumentDifference>[] = [
  {
    id: "document",
    header: "Document",
    cell: ({ path, documentId }) =>
      documentId ? (
        <Link className="break-all hover:underline" href={`/documents/${documentId}` as Route}>
          {path}
        </Link>
      ) : (
        <span className="break-all">{path}</span>
      ),
    className: "min-w-48",
  },
  { id: "kind", header: "Difference", cell: ({ kind }) => kind, className: "whitespace-nowrap" },
  { id: "before", header: "Before", cell: ({ before }) => before ?? "–", className: "text-muted" },
  { id: "after", header: "In this run", cell: ({ after }) => after ?? "–" },
];
