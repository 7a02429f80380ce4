import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { vectorText } from "#lib/embed/vector-text.ts";
import { type Filter, retrievalFilter } from "./filter.ts";
import type { SearchPlan } from "./schemas.ts";

export type NearestRow = {
  chunk_id: string;
  document_id: string;
  cosine: number;
  path: string;
  title: string | null;
  summary: string | null;
  category: string;
  pricing_sensitive: boolean;
  chunk_index: number;
  heading_path: string | null;
  text: string;
  token_count: number | null;
  guardrail_flags: unknown;
  primary_modes: unknown;
  archetype_bias: unknown;
  platforms: unknown;
  disciplines: unknown;
  related_entities: unknown;
  labels: unknown;
};

type Search = Filter & { vector: readonly number[]; plan: SearchPlan };

/**
 * The nearest chunks that may be returned, by cosine, at most `candidates`. Ids and distances
 * come first and texts are joined after the cut. The index's own order is approximate (halfvec),
 * so its candidates are scored again on the full vectors.
 */
export async function searchNearest(
  tx: Tx,
  { vector, plan, ...filter }: Search,
): Promise<NearestRow[]> {
  const { candidates } = filter.configuration;
  const { documents, chunks, embeddings } = baseTables();
  if (plan.kind === "hnsw") await widenIndexScan(tx, candidates);
  // Scalar subqueries, not a join: an index can only order by what is constant over its scan.
  const distance =
    plan.kind === "hnsw"
      ? sql`e.embedding::halfvec(3072) <=> (select whole::halfvec(3072) from q)`
      : sql`e.embedding <=> (select whole from q), e.chunk_id`;
  const { rows } = await sql<NearestRow>`
    with q as materialized (
      select ${vectorText(vector)}::vector(3072) as whole
    ), nearest as materialized (
      select e.chunk_id from ${embeddings} e
        join ${chunks} c on c.id = e.chunk_id
        join ${documents} d on d.id = c.document_id
      where ${retrievalFilter(filter)}
      order by ${distance} limit ${candidates}
    )
    select 1 - (e.embedding <=> (select whole from q)) as cosine, c.id as chunk_id, c.document_id, d.path,
      d.title, d.summary, d.category, d.pricing_sensitive, c.chunk_index, c.heading_path, c.text,
      c.token_count, c.primary_modes, c.archetype_bias,
      coalesce(c.guardrail_flags, d.guardrail_flags) as guardrail_flags,
      coalesce(c.platforms, d.platforms) as platforms,
      coalesce(c.disciplines, d.disciplines) as disciplines, c.related_entities,
      jsonb_build_array(c.section_labels, c.context_tags, d.tags) as labels
    from nearest join ${embeddings} e on e.chunk_id = nearest.chunk_id
      join ${chunks} c on c.id = nearest.chunk_id
      join ${documents} d on d.id = c.document_id
    order by cosine desc, c.id`.execute(tx);
  return rows;
}

/**
 * Under a filter a plain index scan may end with nothing: go on until there are enough. The planner
 * takes the filter for stricter than it is and would sort everything (180 ms against 15 at 6,000).
 */
async function widenIndexScan(tx: Tx, candidates: number): Promise<void> {
  const width = String(Math.min(Math.max(candidates * 2, 100), 1000));
  await sql`select set_config('hnsw.iterative_scan', 'relaxed_order', true),
    set_config('hnsw.ef_search', ${width}, true), set_config('enable_sort', 'off', true)`.execute(
    tx,
  );
}
