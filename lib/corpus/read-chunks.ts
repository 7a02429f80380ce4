import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { ChunkRow, Viewer } from "./schemas.ts";
import { visibleTo } from "./visible.ts";

export const chunkPageSize = 200;

/** Up to 200 chunks of a document in order, from the index `from` on. */
export async function readChunks(
  tx: Tx,
  documentId: string,
  viewer: Viewer,
  from: number,
): Promise<ChunkRow[]> {
  const { chunks, embeddings } = baseTables();
  const found = await sql<ChunkRow>`
    select c.id, c.chunk_index as index, c.heading_path as "headingPath", c.text, c.token_count as tokens,
      coalesce(c.section_labels, '[]') as labels, coalesce(e.embedding_model, p.embedding_model) as model,
      case when coalesce(e.chunk_id, p.chunk_id) is null then 'missing'
        when coalesce(e.embedding_model, p.embedding_model) <>
          (select value #>> '{}' from console.settings where key = 'embedding_model') then 'stale'
        when e.chunk_id is null then 'parked' else 'embedded' end as embedding
    from ${chunks} c left join ${embeddings} e on e.chunk_id = c.id
      left join console.parked_embeddings p on p.chunk_id = c.id
    where c.document_id = ${documentId} and c.chunk_index >= ${from} and ${visibleTo(viewer, "c")}
    order by c.chunk_index, c.id limit ${chunkPageSize}`.execute(tx);
  return found.rows;
}
