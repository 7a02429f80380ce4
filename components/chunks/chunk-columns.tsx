"use client";

import type { Route } from "next";
import Link from "next/link";
import type { BrowserColumn } from "#components/data-table/browser-column.ts";
import { ListCell, TextCell } from "#components/data-table/cells.tsx";
import { EmbeddingCell } from "#components/runs/embedding-cell.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { ChunkSort } from "#lib/corpus/facet-schemas.ts";
import type { ChunkListRow } from "#lib/corpus/row-schemas.ts";
import { formatCount } from "#lib/format/number.ts";
import { withoutHeadings } from "#lib/format/without-headings.ts";

const hidden = true;
/** Of a million chunks only their own values have an index; what is in force depends on the document as well. */
const sortedBy = "Sorted by the chunk's own value; chunks that have their document's come last.";

/** The columns of the chunks table, by the names that they sort by. */
export const chunkColumns: (BrowserColumn<ChunkListRow> & { id: ChunkSort })[] = [
  { id: "document", header: "Document", width: 240, cell: DocumentCell },
  {
    id: "heading",
    header: "Heading",
    width: 240,
    cell: (row) => <TextCell text={row.headingPath} />,
  },
  {
    id: "text",
    header: "Text",
    width: 380,
    sortedBy:
      "Sorted by its first hundred letters after the headings; chunks of price-sensitive documents come last.",
    cell: (row) => <TextCell text={withoutHeadings(row.text)} />,
  },
  { id: "tokens", header: "Tokens", width: 80, align: "right", cell: TokensCell },
  {
    id: "embedding",
    header: "Embedding",
    width: 132,
    cell: (row) => <EmbeddingCell state={row.embeddingState} waiting={row.waiting} />,
  },
  { id: "labels", header: "Labels", width: 220, cell: (row) => <ListCell values={row.labels} /> },
  { id: "modes", header: "Modes", width: 170, cell: (row) => <ListCell values={row.modes} /> },
  {
    id: "archetypes",
    header: "Archetypes",
    width: 190,
    cell: (row) => <ListCell values={row.archetypes} />,
  },
  { id: "tags", header: "Tags", width: 180, cell: (row) => <ListCell values={row.tags} /> },
  {
    id: "flags",
    header: "Guardrail flags",
    width: 200,
    sortedBy,
    cell: (row) => <ListCell values={row.guardrailFlags} />,
  },
  {
    id: "status",
    header: "Status",
    width: 108,
    hidden,
    cell: (row) => <StateChip state={row.status} />,
  },
  {
    id: "mode",
    header: "Embed mode",
    width: 128,
    hidden,
    cell: (row) => <StateChip state={row.embedMode} />,
  },
  {
    id: "category",
    header: "Category",
    width: 170,
    hidden,
    cell: (row) => <TextCell text={row.category} />,
  },
  {
    id: "type",
    header: "Type",
    width: 160,
    hidden,
    cell: (row) => <TextCell text={row.docType} />,
  },
  {
    id: "pricing",
    header: "Pricing",
    width: 100,
    hidden,
    cell: (row) => (row.pricingSensitive ? "sensitive" : "no"),
  },
  {
    id: "visibility",
    header: "Visibility",
    width: 104,
    sortedBy,
    hidden,
    cell: (row) => row.visibility,
  },
  {
    id: "confidentiality",
    header: "Confidentiality",
    width: 120,
    sortedBy,
    hidden,
    cell: (row) => row.confidentiality,
  },
  {
    id: "entities",
    header: "Entities",
    width: 200,
    hidden,
    cell: (row) => <ListCell values={row.entities} />,
  },
  {
    id: "audiences",
    header: "Audiences",
    width: 170,
    sortedBy,
    hidden,
    cell: (row) => <ListCell values={row.audiences} />,
  },
  {
    id: "platforms",
    header: "Platforms",
    width: 160,
    sortedBy,
    hidden,
    cell: (row) => <ListCell values={row.platforms} />,
  },
  {
    id: "disciplines",
    header: "Disciplines",
    width: 170,
    sortedBy,
    hidden,
    cell: (row) => <ListCell values={row.disciplines} />,
  },
  {
    id: "language",
    header: "Language",
    width: 92,
    sortedBy,
    hidden,
    cell: (row) => <TextCell text={row.language} />,
  },
  {
    id: "part",
    header: "Series part",
    width: 180,
    hidden,
    cell: (row) => <TextCell text={row.seriesPart} />,
  },
  {
    id: "updated",
    header: "Changed",
    width: 120,
    hidden,
    cell: (row) => <RelativeTime at={row.updatedAt} />,
  },
];

function DocumentCell(row: ChunkListRow) {
  return (
    <Link
      href={`/chunks/${row.id}` as Route}
      prefetch={false}
      title={`${row.documentPath}, chunk ${row.index + 1}`}
      className="font-medium hover:underline"
    >
      {row.documentTitle}{" "}
      <span className="font-normal text-muted">· {formatCount(row.index + 1)}</span>
    </Link>
  );
}

function TokensCell(row: ChunkListRow) {
  return row.tokens === null ? <span className="text-muted">–</span> : formatCount(row.tokens);
}
