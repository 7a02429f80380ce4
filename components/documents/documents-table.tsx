"use client";

import { BadgeDollarSign } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { RowKeys } from "#components/data-table/row-keys.tsx";
import { SelectionBar } from "#components/data-table/selection-bar.tsx";
import { useSelection } from "#components/data-table/use-selection.ts";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { DocumentListState, DocumentPage, DocumentRow } from "#lib/corpus/schemas.ts";
import { formatCount } from "#lib/format/number.ts";
import { changeParams } from "#lib/url/change-params.ts";
import { DocumentActions } from "./document-actions.tsx";

type TableProps = { list: DocumentPage; state: DocumentListState };

const noun = ["document", "documents"] as const;

const sortable = new Set<string>([
  "title",
  "status",
  "category",
  "chunks",
  "ingested",
] satisfies DocumentListState["sort"][]);

/** The documents of one page of the list. */
export function DocumentsTable({ list, state }: TableProps) {
  const params = useSearchParams();
  const filter = changeParams(params, { sort: null, dir: null, page: null });
  const selection = useSelection(list.items, {
    filter,
    total: list.total,
    estimated: false,
    seenAt: list.seenAt,
  });
  const sortOf = (id: string) => {
    if (!sortable.has(id)) return;
    const sorted = state.sort === id ? state.dir : undefined;
    const dir = sorted === "asc" ? "desc" : null;
    const query = changeParams(params, { sort: id, dir, page: null });
    return { href: `/documents${query}`, sorted };
  };
  return (
    <RowKeys>
      <DataTable
        label="Documents"
        columns={columns}
        rows={list.items}
        rowKey={(row) => row.id}
        rowName={(row) => row.title}
        selection={selection}
        sortOf={sortOf}
      />
      <SelectionBar
        control={selection}
        noun={noun}
        actions={(chosen, clear) => <DocumentActions selection={chosen} clear={clear} />}
      />
    </RowKeys>
  );
}

const columns: Column<DocumentRow>[] = [
  { id: "title", header: "Title and path", cell: TitleCell, className: "min-w-64" },
  { id: "status", header: "Status", cell: (row) => <StateChip state={row.status} /> },
  { id: "mode", header: "Embed mode", cell: (row) => <StateChip state={row.embedMode} /> },
  { id: "category", header: "Category", cell: (row) => row.category },
  { id: "type", header: "Type", cell: (row) => row.docType },
  { id: "pricing", header: "Pricing", cell: PricingCell },
  { id: "chunks", header: "Chunks", cell: (row) => formatCount(row.chunks), align: "right" },
  { id: "embedding", header: "Embedding", cell: (row) => <StateChip state={row.embeddingState} /> },
  { id: "ingested", header: "Last ingested", cell: (row) => <RelativeTime at={row.ingestedAt} /> },
];

function TitleCell(row: DocumentRow) {
  return (
    <>
      <Link
        href={`/documents/${row.id}` as Route}
        className="line-clamp-1 font-medium hover:underline"
      >
        {row.title}
      </Link>
      <span className="line-clamp-1 font-mono text-xs break-all text-muted">{row.path}</span>
    </>
  );
}

function PricingCell(row: DocumentRow) {
  if (!row.pricingSensitive) return <span className="text-muted">no</span>;
  return (
    <Badge tone="warn" icon={BadgeDollarSign}>
      sensitive
    </Badge>
  );
}
