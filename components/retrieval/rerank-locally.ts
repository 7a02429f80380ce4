import { fuse } from "#lib/retrieve/fuse.ts";
import { orderCandidates } from "#lib/retrieve/order-candidates.ts";
import type { CandidateChunk, RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import type { Configuration, ConfigurationChanges } from "#lib/retrieve/schemas.ts";

// What only re-orders the candidates: a browser that holds them needs no search for it.
const local = [
  "boosts",
  "archetypeK",
  "archetypeConfidenceMin",
  "rrfK",
  "vectorWeight",
  "fulltextWeight",
] as const;

/** Changes in two: what the server must search with, and what is done here over its candidates. */
export function splitChanges(changes: ConfigurationChanges): {
  searched: ConfigurationChanges;
  local: ConfigurationChanges;
} {
  const isLocal = (name: string) => (local as readonly string[]).includes(name);
  const part = (wanted: boolean) =>
    Object.fromEntries(Object.entries(changes).filter(([name]) => isLocal(name) === wanted));
  return { searched: part(false), local: part(true) };
}

/** The answer as it would be with these weights and boosts, from its candidates. Pure, well under a millisecond. */
export function rerankLocally(
  result: RetrievalResult,
  { boosts, ...weights }: ConfigurationChanges,
): RetrievalResult {
  if (!result.candidates) return result;
  const configuration: Configuration = {
    ...result.configuration,
    ...weights,
    boosts: { ...result.configuration.boosts, ...boosts },
  };
  const ordered = orderCandidates(
    // A hybrid search whose provider was away has one list alone, with that list's own scores.
    result.candidates.some(({ base }) => base.name === "fusion")
      ? fusedAgain(result.candidates, configuration)
      : result.candidates,
    result.signals,
    configuration,
    result.vocabularySizes,
  );
  return {
    ...result,
    configuration,
    candidates: ordered,
    results: ordered.filter((one) => one.cut === null),
  };
}

function fusedAgain(candidates: CandidateChunk[], configuration: Configuration): CandidateChunk[] {
  const list = (name: "similarity" | "fulltext") =>
    candidates
      .flatMap(({ chunkId, ranks }) => {
        const rank = ranks[name];
        return rank === null ? [] : [{ chunkId, rank, score: -rank }];
      })
      .toSorted((a, b) => a.rank - b.rank);
  const bases = new Map(
    fuse({ similarity: list("similarity"), fulltext: list("fulltext") }, configuration).map(
      ({ chunkId, base }) => [chunkId, base],
    ),
  );
  return candidates.map((one) => ({ ...one, base: bases.get(one.chunkId) ?? one.base }));
}
