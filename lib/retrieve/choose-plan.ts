import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { type Filter, retrievalFilter } from "./filter.ts";
import { keptCounts } from "./kept-counts.ts";
import type { IndexState, VectorIndexes } from "./read-indexes.ts";
import type { Relations } from "./relations.ts";
import type { SearchPlan } from "./result-schemas.ts";

/** How to compare vectors under this filter, and why. A version of null: not of the corpus as it stands. */
export async function choosePlan(
  tx: Tx,
  filter: Filter,
  relations: Relations,
  { indexes, corpusVersion }: { indexes: VectorIndexes; corpusVersion: string | null },
): Promise<SearchPlan> {
  const { plan, exactUpTo } = filter.configuration;
  if (plan === "exact") return { kind: "exact", reason: "asked for" };
  if (plan !== "auto") return planAskedFor(plan, indexes[plan]);
  const index = indexes.hnsw === "ready" ? "hnsw" : "binary";
  if (indexes[index] !== "ready")
    return { kind: "exact", reason: `there is no index${building(indexes)}` };
  const counted = await keptCounts(filter, corpusVersion, () =>
    countUpTo(tx, filter, relations, exactUpTo),
  );
  return planByCount(index, counted, exactUpTo);
}

/** The plan that was named, or exact where its index cannot be used. Pure. */
export function planAskedFor(kind: "hnsw" | "binary", state: IndexState): SearchPlan {
  if (state === "ready") return { kind, reason: "asked for" };
  const why = state === "building" ? "is being built" : "does not exist";
  return { kind: "exact", reason: `the ${kind} index ${why}` };
}

/** Few rows: comparing them all is faster than an index under a filter, and misses nothing. Pure. */
export function planByCount(
  index: "hnsw" | "binary",
  counted: number,
  exactUpTo: number,
): SearchPlan {
  if (counted <= exactUpTo)
    return {
      kind: "exact",
      reason: `the filter keeps ${counted} chunks`,
      kept: { count: counted, atLeast: false },
    };
  return {
    kind: index,
    reason: `the filter keeps more than ${exactUpTo} chunks`,
    kept: { count: counted, atLeast: true },
  };
}

function building({ hnsw, binary }: VectorIndexes): string {
  return hnsw === "building" || binary === "building" ? " yet: it is being built" : "";
}

/** How many chunks the filter keeps, counted no further than one more than `most`. */
async function countUpTo(
  tx: Tx,
  filter: Filter,
  { documents, chunks, embeddings }: Relations,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ kept: number }>`
    select count(*)::int as kept from (
      select 1 from ${embeddings} e join ${chunks} c on c.id = e.chunk_id
        join ${documents} d on d.id = c.document_id
      where ${retrievalFilter(filter)} limit ${most + 1}
    ) kept`.execute(tx);
  return rows[0]?.kept ?? 0;
}
