import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { chunkColumns, mapChunk, type StoredChunkRow } from "./chunk-row.ts";
import type { ChunkDetail } from "./chunk-schemas.ts";
import { cleanValue } from "./clean-values.ts";
import { vectorJoins } from "./embedding-state.ts";
import type { Reader } from "./reader.ts";
import { visibleTo } from "./visible.ts";
import { waitingJoin } from "./waiting-run.ts";

type Stored = StoredChunkRow & {
  safetyNotes: string | null;
  ctaLinks: unknown;
  structuredRefs: unknown;
  model: string | null;
  served: boolean;
  createdAt: Date | null;
};

/** One chunk whole, with its neighbours in the document. Throws not_found. */
export function readChunk(db: Db, id: string, reader: Reader): Promise<ChunkDetail> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { documents, chunks } = baseTables();
    const found = await sql<Stored>`
      select ${chunkColumns(reader)}, c.safety_notes as "safetyNotes", c.cta_links as "ctaLinks",
        c.structured_refs as "structuredRefs", coalesce(e.embedding_model, p.embedding_model) as model,
        e.chunk_id is not null as served, c.created_at as "createdAt"
      from ${chunks} c join ${documents} d on d.id = c.document_id ${vectorJoins()} ${waitingJoin()}
      where c.id = ${id} and ${visibleTo(reader, "d")} and ${visibleTo(reader, "c")}`.execute(tx);
    const row = found.rows[0];
    if (!row) throw new AppError("not_found", "There is no such chunk.");
    const beside = await sql<{ id: string; index: number }>`
      (select c.id, c.chunk_index as index from ${chunks} c where c.document_id = ${row.documentId}
        and c.chunk_index < ${row.index} and ${visibleTo(reader, "c")} order by c.chunk_index desc limit 1)
      union all
      (select c.id, c.chunk_index as index from ${chunks} c where c.document_id = ${row.documentId}
        and c.chunk_index > ${row.index} and ${visibleTo(reader, "c")} order by c.chunk_index limit 1)`.execute(
      tx,
    );
    const clean = (value: unknown) =>
      row.pricingSensitive ? cleanValue("", value, reader.redact) : value;
    return {
      ...mapChunk(row, reader),
      safetyNotes: clean(row.safetyNotes) as string | null,
      ctaLinks: clean(row.ctaLinks),
      structuredRefs: clean(row.structuredRefs),
      model: row.model,
      served: row.served,
      createdAt: row.createdAt?.toISOString() ?? null,
      previousId: beside.rows.find(({ index }) => index < row.index)?.id ?? null,
      nextId: beside.rows.find(({ index }) => index > row.index)?.id ?? null,
    };
  });
}
