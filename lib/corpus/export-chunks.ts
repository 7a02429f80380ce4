import { sql } from "kysely";
import { cursorKeys, type KeysetRow, keyColumns, readKeyset } from "#lib/db/keyset.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { browse } from "./browse.ts";
import type { ChunkListState } from "./browse-schemas.ts";
import { chunkConditions } from "./chunk-conditions.ts";
import { chunkOrder, confidentialityInForce, visibilityInForce } from "./chunk-fields.ts";
import { chunkColumns, mapChunk, type StoredChunkRow } from "./chunk-row.ts";
import { vectorJoins } from "./embedding-state.ts";
import { columnsWithoutLine, type ExportColumns, lineInSql } from "./export-line.ts";
import { type ExportFormat, exportBatch, exportLine, exportLines } from "./export-rows.ts";
import { type FileRow, fileColumns, ownColumns, ownKinds, ownValues } from "./own-fields.ts";
import type { Reader } from "./reader.ts";
import { prepareSearch } from "./search-text.ts";
import { waitingJoin } from "./waiting-run.ts";

/**
 * The columns of the file, and their order: id and version first, and fields by their names with the chunk's own
 * values, so that an edited file can come back. What is stricter of chunk and document stands apart.
 */
const columns: ExportColumns<FileRow> = {
  id: "word",
  version: "number",
  documentId: "word",
  documentPath: "text",
  index: "number",
  chunkCount: "number",
  headingPath: "text",
  text: "text",
  tokens: "number",
  embeddingState: "word",
  status: "text",
  embedMode: "text",
  category: "text",
  docType: "text",
  pricingSensitive: "flag",
  visibilityInForce: "text",
  confidentialityInForce: "text",
  ...ownKinds("chunk"),
  seriesPart: "text",
  updatedAt: "instant",
};
const names = Object.keys(columns);

type Row = StoredChunkRow &
  KeysetRow & {
    line: string | null;
    visibilityInForce: string;
    confidentialityInForce: string;
  };

/** All chunks that match with their whole text, document by document, as this reader may see them. */
export function exportChunks(
  db: Db,
  state: ChunkListState,
  format: ExportFormat,
  reader: Reader,
): ReadableStream<Uint8Array> {
  const order = chunkOrder("document", "asc");
  const { documents, chunks } = baseTables();
  const keys = sql.join(order.keys.map((_, at) => sql.ref(`r.key${at}`)));
  return exportLines(format, names, (after) =>
    browse(db, async (tx) => {
      const where = chunkConditions(state, reader, await prepareSearch(tx, state.q));
      const { rows, nextCursor } = await readKeyset<Row>(
        order,
        { limit: exportBatch, after },
        async (phase, limit) => {
          // Only of the first and the last row is a cursor made.
          const found = await sql<Row>`
            select r.line, r."pricingSensitive" as cursor_hidden,
              case when r.place in (1, ${exportBatch}) then ${cursorKeys(order, "r")} end as cursor_keys,
              ${columnsWithoutLine({ ...columns, documentTitle: "text" })}
            from (select r.*, row_number() over () as place, ${lineInSql(format, columns)} as line
              from (select ${fileColumns("chunk", columns)}, r."documentTitle", ${keys} from (
                select ${chunkColumns(reader)}, ${visibilityInForce} as "visibilityInForce",
                  ${confidentialityInForce} as "confidentialityInForce", ${ownColumns("chunk")}, ${keyColumns(order)}
                from ${chunks} c join ${documents} d on d.id = c.document_id ${vectorJoins()} ${waitingJoin()}
                where ${where} and ${phase.where} order by ${phase.orderBy} limit ${limit}) r offset 0) r offset 0) r`.execute(
            tx,
          );
          return found.rows;
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
  const { visibilityInForce, confidentialityInForce, pricingSensitive } = row;
  return {
    ...mapChunk(row, reader),
    visibilityInForce,
    confidentialityInForce,
    ...ownValues("chunk", row, pricingSensitive ? reader.redact : undefined),
  };
}
