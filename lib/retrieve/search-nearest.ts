import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { vectorArray } from "#lib/embed/vector-array.ts";
import { vectorParameter } from "#lib/embed/vector-parameter.ts";
import { type Filter, retrievalFilter } from "./filter.ts";
import type { Relations } from "./relations.ts";
import type { SearchPlan } from "./result-schemas.ts";

export type Nearest = { chunkId: string; cosine: number };

type Search = Filter & {
  relations: Relations;
  vector: readonly number[];
  plan: Pick<SearchPlan, "kind" | "efSearch">;
};

/**
 * The nearest chunks that may be returned, best first, at most `candidates`. An index's own order is
 * approximate (halfvec, bits), so what it finds is scored again on the full vectors.
 */
export async function searchNearest(
  tx: Tx,
  { relations, vector, plan, ...filter }: Search,
): Promise<Nearest[]> {
  const { documents, chunks, embeddings } = relations;
  const { configuration } = filter;
  const efSearch = plan.efSearch ?? configuration.efSearch;
  if (plan.kind === "hnsw" || plan.kind === "binary")
    await widenIndexScan(tx, { ...configuration, efSearch });
  // Scalar subqueries, not a join: an index can only order by what is constant over its scan.
  const distance = {
    exact: sql`e.embedding <=> (select whole from q), e.chunk_id`,
    none: sql`e.embedding <=> (select whole from q), e.chunk_id`,
    hnsw: sql`e.embedding::halfvec(3072) <=> (select whole::halfvec(3072) from q)`,
    binary: sql`binary_quantize(e.embedding)::bit(3072) <~> (select binary_quantize(whole)::bit(3072) from q)`,
  }[plan.kind];
  const { candidates } = configuration;
  const fetched = plan.kind === "binary" ? binaryWidth({ candidates, efSearch }) : candidates;
  const { rows } = await sql<{ chunk_id: string; cosine: number }>`
    with q as materialized (
      select ${vectorParameter(vector)}::vector(3072) as whole
    ), nearest as materialized (
      select e.chunk_id, e.embedding from ${embeddings} e
        join ${chunks} c on c.id = e.chunk_id
        join ${documents} d on d.id = c.document_id
      where ${retrievalFilter(filter)}
      order by ${distance} limit ${fetched}
    )
    select chunk_id, 1 - (embedding <=> (select whole from q)) as cosine from nearest
    order by cosine desc, chunk_id limit ${candidates}`.execute(tx);
  return rows.map(({ chunk_id, cosine }) => ({
    chunkId: chunk_id,
    cosine: Number.isFinite(cosine) ? cosine : 0,
  }));
}

/** One bit a dimension says little: the true neighbours are among several times as many. */
function binaryWidth({ candidates, efSearch }: Record<"candidates" | "efSearch", number>): number {
  return Math.min(Math.max(candidates * 4, efSearch), 1_000);
}

/**
 * Under a filter a plain index scan may end with nothing: go on until there are enough. The planner
 * takes the filter for stricter than it is and would sort everything (180 ms against 15 at 6,000).
 */
async function widenIndexScan(
  tx: Tx,
  { efSearch, candidates, iterativeScan, maxScanTuples }: Filter["configuration"],
): Promise<void> {
  const scan = { off: "off", relaxed: "relaxed_order", strict: "strict_order" }[iterativeScan];
  await sql`select set_config('hnsw.iterative_scan', ${scan}, true),
    set_config('hnsw.ef_search', ${String(Math.max(efSearch, candidates))}, true),
    set_config('hnsw.max_scan_tuples', ${String(maxScanTuples)}, true),
    set_config('enable_sort', 'off', true)`.execute(tx);
}

/**
 * For each vector the nearest chunks that may be returned, as `searchNearest` finds them one by one. `subvector`
 * takes each stored vector out of its pages once for all questions: that costs ten times what comparing it does.
 */
export async function searchNearestOfEach(
  tx: Tx,
  { relations, vectors, ...filter }: Omit<Search, "vector" | "plan"> & { vectors: number[][] },
): Promise<Nearest[][]> {
  const { documents, chunks, embeddings } = relations;
  await sql`select set_config('work_mem', '64MB', true)`.execute(tx);
  const asked = await vectorArray(
    tx,
    vectors.map((vector) => Float32Array.from(vector)),
  );
  const { rows } = await sql<{ at: number; chunk_id: string; cosine: number }>`
    with q as materialized (
      select at, whole::vector(3072) as whole from unnest(${asked}) with ordinality t (whole, at)
    ), kept as materialized (
      select e.chunk_id, subvector(e.embedding, 1, 3072) as embedding from ${embeddings} e
        join ${chunks} c on c.id = e.chunk_id
        join ${documents} d on d.id = c.document_id
      where ${retrievalFilter(filter)}
    )
    select q.at::int, x.chunk_id, 1 - x.distance as cosine
    from q cross join lateral (
      select chunk_id, embedding <=> q.whole as distance from kept
      order by distance, chunk_id limit ${filter.configuration.candidates}) x
    order by q.at, x.distance, x.chunk_id`.execute(tx);
  const found = vectors.map((): Nearest[] => []);
  for (const { at, chunk_id, cosine } of rows)
    found[at - 1]?.push({ chunkId: chunk_id, cosine: Number.isFinite(cosine) ? cosine : 0 });
  return found;
}
