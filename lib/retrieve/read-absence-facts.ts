import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { vectorParameter } from "#lib/embed/vector-parameter.ts";
import type { FilterCheck, WhyNotTarget } from "./absence-schemas.ts";
import { allOf, type Filter, filterConditions, retrievalFilter, seenConditions } from "./filter.ts";
import type { Relations } from "./relations.ts";

export type TargetFacts = {
  chunkId: string;
  documentId: string;
  chunksOfDocument: number;
  embedded: boolean;
  parked: string | null;
  model: string | null;
  /** Null where it has no vector of the model that is asked: those of two models are not compared. */
  cosine: number | null;
  filters: FilterCheck[];
};

/**
 * What the database knows of a chunk, or of the document's chunk that is nearest to `vector` (the first one
 * without). Undefined where there is none that a person with this ceiling may know of.
 */
export async function readTargetFacts(
  tx: Tx,
  target: WhyNotTarget,
  vector: readonly number[] | null,
  filter: Filter,
  { documents, chunks, embeddings }: Relations,
): Promise<TargetFacts | undefined> {
  const conditions = filterConditions({ ...filter, model: null });
  const mayKnow = allOf(seenConditions(filter.ceiling));
  const asked = vector ? sql`${vectorParameter(vector)}::vector(3072)` : sql`null::vector(3072)`;
  const which =
    "chunkId" in target ? sql`c.id = ${target.chunkId}` : sql`c.document_id = ${target.documentId}`;
  const { rows } = await sql<{
    id: string;
    document_id: string;
    chunks: number;
    embedded: boolean;
    parked: string | null;
    model: string | null;
    cosine: number | null;
    passes: boolean[];
  }>`
    select c.id, c.document_id, (
        select count(*)::int from ${chunks} c where c.document_id = d.id and ${mayKnow}) as chunks,
      e.chunk_id is not null as embedded, p.reason as parked, coalesce(e.embedding_model, p.embedding_model) as model,
      case when coalesce(e.embedding_model, p.embedding_model) = ${filter.model}::text
        then 1 - (coalesce(e.embedding, p.embedding) <=> ${asked}) end as cosine,
      array[${sql.join(conditions.map(({ condition }) => sql`coalesce(${condition}, false)`))}] as passes
    from ${chunks} c join ${documents} d on d.id = c.document_id
      left join ${embeddings} e on e.chunk_id = c.id
      left join console.parked_embeddings p on p.chunk_id = c.id
    where ${which} and ${mayKnow}
    order by cosine desc nulls last, c.chunk_index, c.id limit 1`.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  return {
    chunkId: row.id,
    documentId: row.document_id,
    chunksOfDocument: row.chunks,
    embedded: row.embedded,
    parked: row.parked,
    model: row.model,
    cosine: row.cosine,
    filters: conditions.map(({ name, asks }, index) => ({
      filter: name,
      asks,
      passes: row.passes[index] ?? false,
    })),
  };
}

/** How many chunks the filter keeps, and at which place among them this one stands or would stand. */
export async function readExactRank(
  tx: Tx,
  { chunkId, cosine }: { chunkId: string; cosine: number },
  vector: readonly number[],
  filter: Filter,
  { documents, chunks, embeddings }: Relations,
): Promise<{ exactRank: number; of: number }> {
  const { rows } = await sql<{ nearer: number; kept: number }>`
    with q as materialized (select ${vectorParameter(vector)}::vector(3072) as whole)
    select (count(*) filter (where near.cosine > ${cosine}::float8 or (near.cosine = ${cosine}::float8 and near.chunk_id < ${chunkId}::uuid)))::int as nearer,
      count(*)::int as kept
    from (
      select e.chunk_id, 1 - (e.embedding <=> (select whole from q)) as cosine from ${embeddings} e
        join ${chunks} c on c.id = e.chunk_id
        join ${documents} d on d.id = c.document_id
      where ${retrievalFilter(filter)} and e.chunk_id <> ${chunkId}
    ) near`.execute(tx);
  const { nearer = 0, kept = 0 } = rows[0] ?? {};
  return { exactRank: nearer + 1, of: kept + 1 };
}
