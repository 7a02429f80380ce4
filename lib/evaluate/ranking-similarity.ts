/** How alike two rankings are. Ids, best first, without duplicates. Pure. */

/** How many ids both hold among their first k. */
export function overlapAt(a: readonly string[], b: readonly string[], k: number): number {
  const known = new Set(b.slice(0, k));
  return a.slice(0, k).filter((id) => known.has(id)).length;
}

/** Shared ids over all ids, among the first k: 0…1; 1 where both are empty. */
export function jaccardAt(a: readonly string[], b: readonly string[], k: number): number {
  const all = new Set([...a.slice(0, k), ...b.slice(0, k)]).size;
  return all === 0 ? 1 : overlapAt(a, b, k) / all;
}

/**
 * Rank-biased overlap, extrapolated (Webber, Moffat & Zobel 2010, equation 32): 0…1, the top weighs most.
 * `persistence` is the chance that a reader goes on to the next rank; 0.9 puts 86 % on the first ten.
 */
export function rankBiasedOverlap(
  a: readonly string[],
  b: readonly string[],
  persistence = 0.9,
): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const s = short.length;
  const l = long.length;
  if (l === 0) return 1;
  if (s === 0) return 0;
  const p = persistence;
  const seenShort = new Set<string>();
  const seenLong = new Set<string>();
  let common = 0;
  let commonAtS = 0;
  let sum = 0;
  for (let depth = 1; depth <= l; depth++) {
    const fromLong = long[depth - 1];
    const fromShort = short[depth - 1];
    if (fromLong !== undefined) seenLong.add(fromLong);
    if (fromShort !== undefined) seenShort.add(fromShort);
    if (fromLong !== undefined && seenShort.has(fromLong)) common += 1;
    if (fromShort !== undefined && fromShort !== fromLong && seenLong.has(fromShort)) common += 1;
    if (depth === s) commonAtS = common;
    sum += (common / depth) * p ** depth;
    // Below the shorter list's end, its overlap at that end is taken to go on.
    if (depth > s) sum += ((commonAtS * (depth - s)) / (s * depth)) * p ** depth;
  }
  const rest = ((common - commonAtS) / l + commonAtS / s) * p ** l;
  return ((1 - p) / p) * sum + rest;
}
