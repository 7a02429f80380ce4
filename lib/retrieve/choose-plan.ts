import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { type Filter, retrievalFilter } from "./filter.ts";
import { keptCounts } from "./kept-counts.ts";
import type { IndexState, VectorIndexes } from "./read-indexes.ts";
import type { Relations } from "./relations.ts";
import type { SearchPlan } from "./result-schemas.ts";
import type { Configuration } from "./schemas.ts";

type Corpus = {
  indexes: VectorIndexes;
  /** Null: not of the corpus as it stands. */
  corpusVersion: string | null;
  /** About how many vectors there are; null where nobody counted yet. */
  embeddings: number | null;
};

/** How to compare vectors under this filter, and why. */
export async function choosePlan(
  tx: Tx,
  filter: Filter,
  relations: Relations,
  { indexes, corpusVersion, embeddings }: Corpus,
): Promise<SearchPlan> {
  const { plan } = filter.configuration;
  if (plan === "exact") return { kind: "exact", reason: "asked for" };
  if (plan !== "auto") return planAskedFor(plan, indexes[plan]);
  const index = indexes.hnsw === "ready" ? "hnsw" : "binary";
  if (indexes[index] !== "ready")
    return { kind: "exact", reason: `there is no index${building(indexes)}` };
  const efSearch = efSearchFor(filter.configuration, embeddings);
  const most = exactPaysUpTo({ ...filter.configuration, efSearch }, embeddings);
  const counted = await keptCounts(filter, { version: corpusVersion, upTo: most }, () =>
    countUpTo(tx, filter, relations, most),
  );
  return planByCount(index, counted, most, efSearch);
}

// From so many vectors on a configured ef_search is used whole.
const vectorsForAll = 70_000;

/**
 * The ef_search of an index over so many vectors: what is configured finds enough among 100,000, and a tenth of them
 * needs a third of it for the same recall (`pnpm bench retrieval-scale`), in half the time. Pure.
 */
export function efSearchFor(
  { efSearch, candidates }: Pick<Configuration, "efSearch" | "candidates">,
  embeddings: number | null,
): number {
  if (embeddings === null) return efSearch;
  const share = Math.min(1, Math.sqrt(embeddings / vectorsForAll));
  return Math.max(Math.round(efSearch * share), Math.min(efSearch, candidates));
}

/** The plan that was named, or exact where its index cannot be used. Pure. */
export function planAskedFor(kind: "hnsw" | "binary", state: IndexState): SearchPlan {
  if (state === "ready") return { kind, reason: "asked for" };
  const why = state === "building" ? "is being built" : "does not exist";
  return { kind: "exact", reason: `the ${kind} index ${why}` };
}

// One vector that HNSW looks at costs as much as comparing 3 one by one, 9 in hard data (`pnpm bench retrieval-scale`).
const vectorsPerVisit = 6;

/**
 * How many kept chunks are compared one by one before an index is the cheaper way, at most `exactUpTo`. An index
 * scan looks at `efSearch`, and goes on until `candidates` pass the filter: at `candidates` · all over kept. Pure.
 */
export function exactPaysUpTo(
  { exactUpTo, efSearch, candidates }: Pick<Configuration, "exactUpTo" | "efSearch" | "candidates">,
  embeddings: number | null,
): number {
  if (embeddings === null) return exactUpTo;
  const unfiltered = vectorsPerVisit * Math.max(efSearch, candidates);
  const filtered = Math.sqrt(vectorsPerVisit * candidates * embeddings);
  return Math.min(exactUpTo, Math.floor(Math.max(unfiltered, filtered)));
}

/** Few rows: comparing them all is faster than an index under a filter, and misses nothing. Pure. */
export function planByCount(
  index: "hnsw" | "binary",
  counted: number,
  most: number,
  efSearch: number,
): SearchPlan {
  if (counted <= most)
    return {
      kind: "exact",
      reason: `the filter keeps ${counted} chunks`,
      kept: { count: counted, atLeast: false },
    };
  return {
    kind: index,
    reason: `the filter keeps more than ${most} chunks; ef_search ${efSearch}`,
    kept: { count: counted, atLeast: true },
    efSearch,
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
