import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { assertActiveModel } from "#lib/embed/active-model.ts";
import { vectorArray } from "#lib/embed/vector-array.ts";

export type ChunkVector = { chunkId: string; vector: Float32Array };

/**
 * Stores the vector of each chunk; a trigger parks those that may not be served. Throws conflict where another model
 * was promoted meanwhile.
 */
export async function writeEmbeddings(
  tx: Tx,
  vectors: ChunkVector[],
  model: string,
): Promise<void> {
  const { embeddings } = baseTables();
  if (vectors.length > 0) await assertActiveModel(tx, model);
  for (let at = 0; at < vectors.length; at += 200) {
    const batch = vectors.slice(at, at + 200);
    const ids = batch.map(({ chunkId }) => chunkId);
    await sql`delete from console.parked_embeddings where chunk_id = any(${ids}::uuid[]) and reason <> 'pricing'`.execute(
      tx,
    );
    const given = await vectorArray(
      tx,
      batch.map(({ vector }) => vector),
    );
    await sql`insert into ${embeddings} (chunk_id, embedding_model, embedding, embedding_norm, created_at)
      select id, ${model}, vector, 1, now() from unnest(${ids}::uuid[], ${given}) as t (id, vector)
      on conflict (chunk_id) do update set embedding_model = excluded.embedding_model,
        embedding = excluded.embedding, embedding_norm = 1, created_at = excluded.created_at`.execute(
      tx,
    );
  }
}
