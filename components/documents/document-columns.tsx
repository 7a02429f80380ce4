"use client";

import { BadgeDollarSign } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { BrowserColumn } from "#components/data-table/browser-column.ts";
import { Dash, ListCell, MomentCell, TextCell } from "#components/data-table/cells.tsx";
import { EmbeddingCell } from "#components/runs/embedding-cell.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { DocumentSort } from "#lib/corpus/facet-schemas.ts";
import type { DocumentRow } from "#lib/corpus/row-schemas.ts";
import { formatCount } from "#lib/format/number.ts";

/** The columns of the documents table, by the names that they sort by. */
export const documentColumns: (BrowserColumn<DocumentRow> & { id: DocumentSort })[] = [
  { id: "title", header: "Title", width: 260, cell: TitleCell },
  { id: "path", header: "Path", width: 280, cell: (row) => <TextCell text={row.path} mono /> },
  { id: "status", header: "Status", width: 108, cell: (row) => <StateChip state={row.status} /> },
  {
    id: "mode",
    header: "Embed mode",
    width: 128,
    cell: (row) => <StateChip state={row.embedMode} />,
  },
  {
    id: "embedding",
    header: "Embedding",
    width: 132,
    cell: (row) => <EmbeddingCell state={row.embeddingState} waiting={row.waiting} />,
  },
  {
    id: "chunks",
    header: "Chunks",
    width: 76,
    align: "right",
    cell: (row) => formatCount(row.chunks),
  },
  {
    id: "category",
    header: "Category",
    width: 170,
    cell: (row) => <TextCell text={row.category} />,
  },
  { id: "type", header: "Type", width: 160, cell: (row) => <TextCell text={row.docType} /> },
  { id: "pricing", header: "Pricing", width: 108, cell: PricingCell },
  {
    id: "flags",
    header: "Guardrail flags",
    width: 200,
    cell: (row) => <ListCell values={row.guardrailFlags} />,
  },
  { id: "tags", header: "Tags", width: 200, cell: (row) => <ListCell values={row.tags} /> },
  {
    id: "ingested",
    header: "Ingested",
    width: 120,
    cell: (row) => <RelativeTime at={row.ingestedAt} />,
  },
  {
    id: "visibility",
    header: "Visibility",
    width: 104,
    hidden: true,
    cell: (row) => row.visibility,
  },
  {
    id: "confidentiality",
    header: "Confidentiality",
    width: 120,
    hidden: true,
    cell: (row) => row.confidentiality,
  },
  {
    id: "audiences",
    header: "Audiences",
    width: 180,
    hidden: true,
    cell: (row) => <ListCell values={row.audiences} />,
  },
  {
    id: "platforms",
    header: "Platforms",
    width: 160,
    hidden: true,
    cell: (row) => <ListCell values={row.platforms} />,
  },
  {
    id: "disciplines",
    header: "Disciplines",
    width: 180,
    hidden: true,
    cell: (row) => <ListCell values={row.disciplines} />,
  },
  {
    id: "language",
    header: "Language",
    width: 92,
    hidden: true,
    cell: (row) => <TextCell text={row.language} />,
  },
  {
    id: "part",
    header: "Series part",
    width: 180,
    hidden: true,
    cell: (row) => <TextCell text={row.seriesPart} />,
  },
  { id: "summary", header: "Summary", width: 360, hidden: true, cell: SummaryCell },
  {
    id: "approver",
    header: "Approver",
    width: 150,
    hidden: true,
    cell: (row) => <TextCell text={row.approver} />,
  },
  {
    id: "starts",
    header: "Starts",
    width: 160,
    hidden: true,
    cell: (row) => <MomentCell at={row.effectiveFrom} />,
  },
  {
    id: "ends",
    header: "Ends",
    width: 160,
    hidden: true,
    cell: (row) => <MomentCell at={row.expiresOn} />,
  },
  {
    id: "updated",
    header: "File changed",
    width: 120,
    hidden: true,
    cell: (row) => <RelativeTime at={row.lastUpdated} />,
  },
];

function TitleCell(row: DocumentRow) {
  return (
    <Link
      href={`/documents/${row.id}` as Route}
      prefetch={false}
      title={row.title}
      className="font-medium hover:underline"
    >
      {row.title}
    </Link>
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

function SummaryCell(row: DocumentRow) {
  if (!row.summary) return <Dash />;
  if (!row.summaryDerived) return <TextCell text={row.summary} />;
  return (
    <span title={`Derived from the text: ${row.summary}`} className="text-muted italic">
      {row.summary}
    </span>
  );
}
