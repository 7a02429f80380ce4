import { jaccardAt, overlapAt, rankBiasedOverlap } from "#lib/evaluate/ranking-similarity.ts";

/** "9 of 12 in both · Jaccard .60 · RBO .91"; RBO is the rank-biased overlap. */
export function likenessWords(here: readonly string[], there: readonly string[]): string {
  const k = Math.max(here.length, there.length);
  return [
    `${overlapAt(here, there, k)} of ${k} in both`,
    `Jaccard ${share(jaccardAt(here, there, k))}`,
    `RBO ${share(rankBiasedOverlap(here, there))}`,
  ].join(" · ");
}

function share(value: number): string {
  return value.toFixed(2).replace(/^0\./, ".");
}
