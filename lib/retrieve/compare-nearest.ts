type Near = { chunkId: string; cosine: number | null };

// Cosines of one pair differ in the last digits of a 32-bit float from one way of computing to another.
const tie = 1e-6;

/**
 * Recall@k of `found` against the exact answer, both best first, and the exact ones that are missed. What is as
 * near as the k-th is as good as it: a tie at the cut is no miss. Null where there is nothing to find. Pure.
 */
export function compareNearest<T extends Near>(
  exact: readonly T[],
  found: readonly Near[],
  k: number,
): { recall: number | null; missed: { item: T; exactRank: number }[] } {
  const wanted = exact.slice(0, k);
  const last = wanted.at(-1);
  if (!last) return { recall: null, missed: [] };
  const least = (last.cosine ?? 0) - tie;
  const first = found.slice(0, k);
  const hits = first.filter(({ cosine }) => (cosine ?? -2) >= least).length;
  const ids = new Set(first.map(({ chunkId }) => chunkId));
  // Those at the cut may be left out for others as near, one for one.
  const missed = wanted
    .map((item, index) => ({ item, exactRank: index + 1 }))
    .filter(({ item }) => !ids.has(item.chunkId))
    .slice(0, Math.max(wanted.length - hits, 0));
  return { recall: Math.min(hits, wanted.length) / wanted.length, missed };
}
