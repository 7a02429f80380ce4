import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { chunkState, vectorJoins } from "./embedding-state.ts";
import type { Reader } from "./reader.ts";
import type { ChunkRow } from "./schemas.ts";
import { visibleTo } from "./visible.ts";

const chunkPageSize = 200;

/** Up to 200 chunks of a document in order, from the index `from` on. */
export async function readChunks(
  tx: Tx,
  documentId: string,
  reader: Reader,
  from: number,
): Promise<ChunkRow[]> {
  const { chunks, documents } = baseTables();
  const found = await sql<ChunkRow>`
    select c.id, c.chunk_index as index, c.heading_path as "headingPath", c.text, c.token_count as tokens,
      coalesce(c.section_labels, '[]') as labels, coalesce(e.embedding_model, p.embedding_model) as model,
      ${chunkState(reader.redactionVersion)} as embedding
    from ${chunks} c join ${documents} d on d.id = c.document_id ${vectorJoins()}
    where c.document_id = ${documentId} and c.chunk_index >= ${from} and ${visibleTo(reader, "c")}
    order by c.chunk_index, c.id limit ${chunkPageSize}`.execute(tx);
  return found.rows;
}
