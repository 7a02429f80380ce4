import { sql } from "kysely";
import type { KeysetRow } from "#lib/db/keyset.ts";
import type { Db } from "#lib/db/pool.ts";
import { browse } from "./browse.ts";
import type { DocumentListState } from "./browse-schemas.ts";
import { mapDocument, type StoredRow } from "./document-row.ts";
import { columnsWithoutLine, type ExportColumns, lineInSql } from "./export-line.ts";
import { type ExportFormat, exportBatch, exportLine, exportLines } from "./export-rows.ts";
import { readDocuments } from "./list-documents.ts";
import type { Reader } from "./reader.ts";
import type { DocumentRow } from "./row-schemas.ts";

/** The columns of the file, and their order: id and version first, so that an edited file can come back. */
const columns = {
  id: "word",
  version: "number",
  path: "text",
  title: "text",
  status: "text",
  embedMode: "text",
  embeddingState: "word",
  chunks: "number",
  category: "text",
  docType: "text",
  pricingSensitive: "flag",
  guardrailFlags: "list",
  visibility: "text",
  confidentiality: "text",
  tags: "list",
  audiences: "list",
  platforms: "list",
  disciplines: "list",
  language: "text",
  seriesPart: "text",
  summary: "text",
  summaryDerived: "flag",
  approver: "text",
  effectiveFrom: "instant",
  expiresOn: "instant",
  ingestedAt: "instant",
  lastUpdated: "instant",
} as const satisfies ExportColumns<DocumentRow>;
const names = Object.keys(columns) as (keyof typeof columns)[];

type Row = StoredRow & KeysetRow & { line: string | null };

/** All documents that match, in the order of their paths, as this reader may see them. */
export function exportDocuments(
  db: Db,
  state: DocumentListState,
  format: ExportFormat,
  reader: Reader,
): ReadableStream<Uint8Array> {
  return exportLines(format, names, (after) =>
    browse(db, async (tx) => {
      const { rows, nextCursor } = await readDocuments<Row>(
        tx,
        { ...state, sort: "path", dir: "asc", before: undefined, after, limit: exportBatch },
        reader,
        (
          listed,
        ) => sql`select r.line, r.cursor_keys, r.cursor_hidden, ${columnsWithoutLine(columns)}
          from (select r.*, ${lineInSql(format, columns)} as line from (${listed}) r offset 0) r`,
      );
      return {
        lines: rows.map((row) => row.line ?? exportLine(format, names, mapDocument(row, reader))),
        nextCursor,
      };
    }),
  );
}
