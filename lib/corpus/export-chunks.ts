import type { Db } from "#lib/db/pool.ts";
import type { ChunkListState } from "./browse-schemas.ts";
import { type ExportFormat, exportBatch, exportRows } from "./export-rows.ts";
import { listChunks } from "./list-chunks.ts";
import type { Reader } from "./reader.ts";
import type { ChunkListRow } from "./row-schemas.ts";

/** The columns of the file, and their order: id and version first, so that an edited file can come back. */
const columns: (keyof ChunkListRow)[] = [
  "id",
  "version",
  "documentId",
  "documentPath",
  "index",
  "chunkCount",
  "headingPath",
  "text",
  "tokens",
  "embeddingState",
  "status",
  "embedMode",
  "category",
  "docType",
  "pricingSensitive",
  "guardrailFlags",
  "visibility",
  "confidentiality",
  "labels",
  "tags",
  "entities",
  "modes",
  "archetypes",
  "audiences",
  "platforms",
  "disciplines",
  "language",
  "seriesPart",
  "needsReview",
  "updatedAt",
];

/** All chunks that match with their whole text, document by document, as this reader may see them. */
export function exportChunks(
  db: Db,
  state: ChunkListState,
  format: ExportFormat,
  reader: Reader,
): ReadableStream<Uint8Array> {
  return exportRows<ChunkListRow>(format, columns, (after) =>
    listChunks(
      db,
      { ...state, sort: "document", dir: "asc", before: undefined, after, limit: exportBatch },
      reader,
      { wholeText: true },
    ),
  );
}
