import type { Db } from "#lib/db/pool.ts";
import type { DocumentListState } from "./browse-schemas.ts";
import { type ExportFormat, exportBatch, exportRows } from "./export-rows.ts";
import { listDocuments } from "./list-documents.ts";
import type { Reader } from "./reader.ts";
import type { DocumentRow } from "./row-schemas.ts";

/** The columns of the file, and their order: id and version first, so that an edited file can come back. */
const columns: (keyof DocumentRow)[] = [
  "id",
  "version",
  "path",
  "title",
  "status",
  "embedMode",
  "embeddingState",
  "chunks",
  "category",
  "docType",
  "pricingSensitive",
  "guardrailFlags",
  "visibility",
  "confidentiality",
  "tags",
  "audiences",
  "platforms",
  "disciplines",
  "language",
  "seriesPart",
  "summary",
  "summaryDerived",
  "approver",
  "effectiveFrom",
  "expiresOn",
  "ingestedAt",
  "lastUpdated",
];

/** All documents that match, in the order of their paths, as this reader may see them. */
export function exportDocuments(
  db: Db,
  state: DocumentListState,
  format: ExportFormat,
  reader: Reader,
): ReadableStream<Uint8Array> {
  return exportRows<DocumentRow>(format, columns, (after) =>
    listDocuments(
      db,
      { ...state, sort: "path", dir: "asc", before: undefined, after, limit: exportBatch },
      reader,
    ),
  );
}
