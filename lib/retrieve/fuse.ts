import type { ScoreBase } from "./result-schemas.ts";

/** What one list found, best first, with the list's own score. */
export type Listed = { chunkId: string; score: number };

export type Fused = {
  chunkId: string;
  similarityRank: number | null;
  fulltextRank: number | null;
  base: ScoreBase;
};

type Lists = { similarity: readonly Listed[] | null; fulltext: readonly Listed[] | null };
type Settings = { rrfK: number; vectorWeight: number; fulltextWeight: number };

/**
 * One list of candidates, best first. Two lists: reciprocal rank fusion (Cormack, Clarke & Büttcher 2009),
 * Σ weight / (rrfK + rank), scaled so that first place in both is 1. One list: its own score, BM25 scaled by
 * the best one. Ties go by id. Pure.
 */
export function fuse({ similarity, fulltext }: Lists, settings: Settings): Fused[] {
  const nearest = ranksOf(similarity);
  const matching = ranksOf(fulltext);
  const best = fulltext?.[0]?.score ?? 0;
  const ids = new Set([...nearest.keys(), ...matching.keys()]);
  const fused = [...ids].map((chunkId): Fused => {
    const near = nearest.get(chunkId);
    const match = matching.get(chunkId);
    const base: ScoreBase =
      similarity && fulltext
        ? { name: "fusion", value: reciprocal(near?.rank, match?.rank, settings) }
        : similarity
          ? { name: "similarity", value: near?.score ?? 0 }
          : { name: "full text", value: best > 0 ? (match?.score ?? 0) / best : 0 };
    return {
      chunkId,
      similarityRank: near?.rank ?? null,
      fulltextRank: match?.rank ?? null,
      base,
    };
  });
  return fused.toSorted((a, b) => b.base.value - a.base.value || (a.chunkId < b.chunkId ? -1 : 1));
}

function reciprocal(
  near: number | undefined,
  match: number | undefined,
  { rrfK, vectorWeight, fulltextWeight }: Settings,
): number {
  const whole = (vectorWeight + fulltextWeight) / (rrfK + 1);
  if (whole === 0) return 0;
  const share = (weight: number, rank: number | undefined) =>
    rank === undefined ? 0 : weight / (rrfK + rank);
  return (share(vectorWeight, near) + share(fulltextWeight, match)) / whole;
}

function ranksOf(list: readonly Listed[] | null): Map<string, { rank: number; score: number }> {
  return new Map(
    (list ?? []).map(({ chunkId, score }, index) => [chunkId, { rank: index + 1, score }]),
  );
}
