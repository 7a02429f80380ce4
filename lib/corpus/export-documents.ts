import { sql } from "kysely";
import type { KeysetRow } from "#lib/db/keyset.ts";
import type { Db } from "#lib/db/pool.ts";
import { browse } from "./browse.ts";
import type { DocumentListState } from "./browse-schemas.ts";
import { documentColumns, mapDocument, type StoredRow } from "./document-row.ts";
import { columnsWithoutLine, type ExportColumns, lineInSql } from "./export-line.ts";
import { type ExportFormat, exportBatch, exportLine, exportLines } from "./export-rows.ts";
import { readDocuments } from "./list-documents.ts";
import { type FileRow, fileColumns, ownColumns, ownKinds, ownValues } from "./own-fields.ts";
import type { Reader } from "./reader.ts";

/**
 * The columns of the file, and their order: id and version first, and fields by their names with the row's own values,
 * so that an edited file can come back.
 */
const columns: ExportColumns<FileRow> = {
  id: "word",
  version: "number",
  path: "text",
  ...ownKinds("document"),
  summaryDerived: "flag",
  embeddingState: "word",
  chunks: "number",
  category: "text",
  docType: "text",
  seriesPart: "text",
  ingestedAt: "instant",
  lastUpdated: "instant",
};
const names = Object.keys(columns);

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
        {
          columns: sql`${documentColumns(reader)}, ${ownColumns("document")}`,
          shape: (
            listed,
          ) => sql`select r.line, r.cursor_keys, r.cursor_hidden, ${columnsWithoutLine(columns)}
            from (select r.*, ${lineInSql(format, columns)} as line
              from (select ${fileColumns("document", columns)}, r.cursor_keys, r.cursor_hidden from (${listed}) r offset 0) r offset 0) r`,
        },
      );
      return {
        lines: rows.map((row) => row.line ?? exportLine(format, names, inFile(row, reader))),
        nextCursor,
      };
    }),
  );
}

function inFile(row: Row, reader: Reader): FileRow {
  const { pricingSensitive, path } = row;
  return {
    ...mapDocument({ ...row, title: path }, reader),
    ...ownValues("document", row, pricingSensitive ? reader.redact : undefined),
  };
}
