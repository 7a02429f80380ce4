import { BadgeDollarSign } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "#components/data-table/data-table.tsx";
import { RowKeys } from "#components/data-table/row-keys.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import {
  type DocumentListState,
  type DocumentRow,
  documentListSchema,
} from "#lib/corpus/schemas.ts";
import { formatCount } from "#lib/format/number.ts";
import { toQueryString } from "#lib/url/search-params.ts";

type TableProps = { rows: DocumentRow[]; state: DocumentListState };

/** The documents of one page of the list. */
export function DocumentsTable({ rows, state }: TableProps) {
  return (
    <RowKeys>
      <DataTable
        label="Documents"
        columns={columns.map((column) => ({ ...column, ...sorting(column.id, state) }))}
        rows={rows}
        rowKey={(row) => row.id}
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

function sorting(id: string, state: DocumentListState) {
  const sort = documentListSchema.shape.sort.safeParse(id);
  if (!sort.success) return {};
  const current = state.sort === sort.data;
  const dir: "asc" | "desc" = current && state.dir === "asc" ? "desc" : "asc";
  const next = { ...state, sort: sort.data, dir, page: 1 };
  return {
    sortHref: `/documents${toQueryString(documentListSchema, next)}`,
    ...(current ? { sorted: state.dir } : {}),
  };
}
