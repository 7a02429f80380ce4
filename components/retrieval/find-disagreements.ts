import type { RetrievalResult, RetrievedChunk } from "#lib/retrieve/result-schemas.ts";

/** A chunk that one of two lanes returns and the other does not. */
export type Disagreement = { chunk: RetrievedChunk; in: "first" | "second" };

/** What only one of two answers holds, the first one's before the second's, each best first. Pure. */
export function findDisagreements(
  first: Pick<RetrievalResult, "results">,
  second: Pick<RetrievalResult, "results">,
): Disagreement[] {
  const without = (a: typeof first, b: typeof first) => {
    const known = new Set(b.results.map(({ chunkId }) => chunkId));
    return a.results.filter(({ chunkId }) => !known.has(chunkId));
  };
  return [
    ...without(first, second).map((chunk) => ({ chunk, in: "first" as const })),
    ...without(second, first).map((chunk) => ({ chunk, in: "second" as const })),
  ];
}

/** "production leaves it out by its filter price lists", or that no filter did. Pure. */
export function blame(lane: string, filters: readonly string[]): string {
  if (filters.length === 0) return `no filter of ${lane} leaves it out: it stands below the cut`;
  const noun = filters.length === 1 ? "filter" : "filters";
  return `${lane} leaves it out by its ${noun} ${filters.join(" and ")}`;
}
