import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { vectorArray } from "#lib/embed/vector-array.ts";
import { type FoundChunk, mapRow } from "#lib/retrieve/map-row.ts";
import { readCandidates } from "#lib/retrieve/read-candidates.ts";
import type { Vocabulary } from "#lib/retrieve/vocabulary.ts";

export type Entering = { chunk: FoundChunk; cosine: number };

type Asked = {
  vectors: number[][];
  model: string | null;
  vocabulary: Vocabulary;
  minCosine: number | null;
  /** The most for each vector. */
  most: number;
};

/** Of the chunks that would come in, those nearest to each vector, by the vectors that were kept for them. */
export async function nearestEntering(
  db: Db,
  ids: readonly string[],
  { vectors, model, vocabulary, minCosine, most }: Asked,
): Promise<Entering[][]> {
  const entering = vectors.map((): Entering[] => []);
  if (ids.length === 0) return entering;
  return withRole(db, "perazzi_read", async (tx) => {
    const tables = baseTables();
    await sql`select set_config('work_mem', '64MB', true)`.execute(tx);
    const asked = await vectorArray(
      tx,
      vectors.map((vector) => Float32Array.from(vector)),
    );
    // `subvector`: each kept vector is fetched once for all questions (see searchNearestOfEach).
    const { rows } = await sql<{ at: number; id: string; cosine: number }>`
      with q as materialized (
        select at, whole::vector(3072) as whole from unnest(${asked}) with ordinality t (whole, at)
      ), kept as materialized (
        select c.id, subvector(v.embedding, 1, 3072) as embedding
        from (select chunk_id, embedding, embedding_model from console.parked_embeddings where chunk_id = any(${ids}::uuid[])
            union all
            select chunk_id, embedding, embedding_model from ${tables.embeddings} where chunk_id = any(${ids}::uuid[])) v
          join ${tables.chunks} c on c.id = v.chunk_id join ${tables.documents} d on d.id = c.document_id
        where v.embedding_model = ${model} and d.category <> all (${[...vocabulary.pricingCategories]}::text[]))
      select q.at::int, x.id, 1 - x.distance as cosine
      from q cross join lateral (
        select id, embedding <=> q.whole as distance from kept order by distance, id limit ${most}) x
      order by q.at, x.distance, x.id`.execute(tx);
    const near = rows.filter(({ cosine }) => minCosine === null || cosine >= minCosine);
    const found = await readCandidates(tx, tables, [...new Set(near.map(({ id }) => id))]);
    const chunkOf = new Map(found.map((row) => [row.chunk_id, mapRow(row)]));
    for (const { at, id, cosine } of near) {
      const chunk = chunkOf.get(id);
      if (chunk) entering[at - 1]?.push({ chunk, cosine });
    }
    return entering;
  });
}
