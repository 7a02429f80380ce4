import { cut } from "./cut.ts";
import { type Candidate, rerank } from "./rerank.ts";
import type { CandidateChunk, RetrievalResult, Signals } from "./result-schemas.ts";
import type { Configuration } from "./schemas.ts";

type Decided = Pick<CandidateChunk, "rankBefore" | "rankAfter" | "parts" | "score" | "cut">;

/** A candidate as it comes out of fusion: what order and cut decide is not there yet, and its text decides nothing. */
export type Unordered = Candidate & Omit<CandidateChunk, keyof Decided | "text">;

const silent: Signals = {
  platforms: [],
  disciplines: [],
  models: [],
  focusEntities: [],
  topics: [],
  keywords: [],
  archetypeWeights: {},
};

/**
 * Rerank, then cut: every candidate in its final order, results first by `cut` null. Pure and free of
 * anything of the server, so that a browser can order the candidates of an answer again by itself:
 * `orderCandidates(result.candidates, result.signals, {...result.configuration, boosts}, result.vocabularySizes)`.
 */
export function orderCandidates<T extends Unordered>(
  candidates: readonly T[],
  signals: Signals,
  configuration: Configuration,
  sizes: RetrievalResult["vocabularySizes"],
): (T & Decided)[] {
  const ranked = rerank(candidates, configuration.rerank ? signals : silent, {
    boosts: configuration.boosts,
    archetypeK: configuration.archetypeK,
    archetypeConfidenceMin: configuration.archetypeConfidenceMin,
    modeCount: sizes.modes,
    archetypeCount: sizes.archetypes,
  });
  const cuts = cut(
    ranked.map(({ candidate }) => candidate),
    configuration,
  );
  let place = 0;
  return ranked.map(({ candidate, parts, score, rankBefore, rankAfter }, index) => {
    const left = cuts[index] ?? null;
    if (left === null) place += 1;
    return {
      ...candidate,
      ranks: { ...candidate.ranks, fused: rankBefore, reranked: rankAfter },
      rankBefore,
      // In the answer places are counted without what diversity left out.
      rankAfter: left === null ? place : rankAfter,
      parts,
      score,
      cut: left,
    };
  });
}
