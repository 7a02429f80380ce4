"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { apiGet, apiSend } from "#components/api-client.ts";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { toast } from "#components/ui/toast.ts";
import { formatCount } from "#lib/format/number.ts";
import {
  type FileDrift as Drift,
  type DriftKind,
  driftKinds,
  type FileDriftItem,
} from "#lib/ingest/file-drift-schemas.ts";

const words: Record<DriftKind, string> = {
  changed: "Changed",
  new: "New",
  missing: "Missing",
  dropped: "Dropped",
  unlisted: "Unlisted",
};

/** Where files and manifest differ from the database: a count for each kind, which is a filter too. */
export function FileDrift({ canStart }: { canStart: boolean }) {
  const [kind, setKind] = useState<DriftKind>();
  const query = kind ? `?kind=${kind}` : "";
  const { data, error } = useQuery({
    queryKey: ["file-drift", query],
    queryFn: ({ signal }) => apiGet<Drift>(`/api/file-drift${query}`, signal),
    placeholderData: (former) => former,
    refetchInterval: 10_000,
  });
  return (
    <Panel title="Files against the database" className="mx-4" action={canStart && <CompareNow />}>
      {error ? (
        <Notice tone="warn">The differences could not be read: {error.message}</Notice>
      ) : null}
      {data?.error ? <Notice tone="warn">The last comparison failed: {data.error}</Notice> : null}
      {data ? (
        <>
          <Counts drift={data} kind={kind} onKind={setKind} />
          {data.items.length > 0 ? (
            <DataTable
              label="Files that differ"
              columns={columns}
              rows={data.items}
              rowKey={({ path }) => path}
            />
          ) : null}
          {data.nextCursor ? (
            <p className="px-2 py-1 text-muted">The first {data.items.length} are shown.</p>
          ) : null}
        </>
      ) : null}
    </Panel>
  );
}

type CountsProps = {
  drift: Drift;
  kind: DriftKind | undefined;
  onKind: (kind: DriftKind | undefined) => void;
};

function Counts({ drift: { checkedAt, counts }, kind, onKind }: CountsProps) {
  const some = driftKinds.filter((one) => counts[one] > 0);
  if (checkedAt === null)
    return (
      <p className="text-muted">Not compared yet: a worker does so each hour, and when asked.</p>
    );
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2">
      <span className="text-muted">
        Compared <RelativeTime at={checkedAt} />: {some.length === 0 ? "no file differs." : "show"}
      </span>
      {some.map((one) => (
        <Button
          key={one}
          aria-pressed={kind === one}
          className="aria-pressed:border-accent aria-pressed:font-medium"
          onClick={() => onKind(kind === one ? undefined : one)}
        >
          {words[one]} <span className="tabular-nums text-muted">{formatCount(counts[one])}</span>
        </Button>
      ))}
    </div>
  );
}

function CompareNow() {
  const client = useQueryClient();
  const compare = useMutation({
    mutationFn: () => apiSend("POST", "/api/file-drift"),
    onSuccess: () => {
      toast.success("A worker compares the files: the counts follow within seconds.");
      setTimeout(() => void client.invalidateQueries({ queryKey: ["file-drift"] }), 2_000);
    },
    onError: (error) => toast.error(error.message),
  });
  return (
    <Button disabled={compare.isPending} onClick={() => compare.mutate()}>
      {compare.isPending ? "Asking…" : "Compare now"}
    </Button>
  );
}

const columns: Column<FileDriftItem>[] = [
  { id: "path", header: "File", cell: Path },
  { id: "kind", header: "Difference", cell: ({ kind }) => words[kind] },
  { id: "reason", header: "What it means", cell: ({ reason }) => reason, className: "text-muted" },
  {
    id: "row",
    header: "Manifest row",
    cell: ({ manifestRow }) =>
      manifestRow ? (
        <CopyButton value={manifestRow} label="manifest row">
          Copy row
        </CopyButton>
      ) : null,
  },
];

function Path({ path, documentId }: FileDriftItem) {
  if (!documentId) return <span className="break-all">{path}</span>;
  return (
    <Link className="break-all hover:underline" href={`/documents/${documentId}` as Route}>
      {path}
    </Link>
  );
}
