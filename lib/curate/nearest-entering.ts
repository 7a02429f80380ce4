import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import type { Purpose } from "#lib/embed/purpose.ts";
import { vectorText } from "#lib/embed/vector-text.ts";
import { type FoundChunk, mapRow } from "#lib/retrieve/map-row.ts";
import { readCandidates } from "#lib/retrieve/read-candidates.ts";
import { vocabularyIn } from "#lib/retrieve/read-vocabulary.ts";

export type Entering = { chunk: FoundChunk; cosine: number };

/** Of the chunks that would come in, those nearest to a query, by the vectors that were kept for them. */
export async function nearestEntering(
  db: Db,
  ids: readonly string[],
  query: string,
  purpose: Purpose,
  most: number,
): Promise<Entering[]> {
  if (ids.length === 0) return [];
  const { vector, model } = await embedQuery(query, purpose);
  return withRole(db, "perazzi_read", async (tx) => {
    const tables = baseTables();
    const { pricingCategories } = await vocabularyIn(tx);
    const { rows } = await sql<{ id: string; cosine: number }>`
      with q as materialized (select ${vectorText(vector)}::vector(3072) as whole)
      select c.id, 1 - (v.embedding <=> (select whole from q)) as cosine
      from (select chunk_id, embedding, embedding_model from console.parked_embeddings where chunk_id = any(${ids}::uuid[])
          union all
          select chunk_id, embedding, embedding_model from ${tables.embeddings} where chunk_id = any(${ids}::uuid[])) v
        join ${tables.chunks} c on c.id = v.chunk_id join ${tables.documents} d on d.id = c.document_id
      where v.embedding_model = ${model} and d.category <> all (${[...pricingCategories]}::text[])
      order by v.embedding <=> (select whole from q), c.id limit ${most}`.execute(tx);
    const cosines = new Map(rows.map(({ id, cosine }) => [id, cosine]));
    const found = await readCandidates(tx, tables, [...cosines.keys()]);
    return found.map((row) => ({ chunk: mapRow(row), cosine: cosines.get(row.chunk_id) ?? 0 }));
  });
}
