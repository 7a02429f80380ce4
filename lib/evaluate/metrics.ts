/**
 * Ranked retrieval metrics over one query. `ranking` is ids, best first, without duplicates;
 * `gains` is the graded relevance by id, 0 or absent for not relevant.
 */
type Gains = ReadonlyMap<string, number>;

/** nDCG@k with linear gain and log2 discount (Järvelin & Kekäläinen 2002, as trec_eval). 0 where nothing is relevant. */
export function ndcg(ranking: readonly string[], gains: Gains, k: number): number {
  const ideal = [...gains.values()].filter((gain) => gain > 0).toSorted((a, b) => b - a);
  const best = discounted(ideal.slice(0, k));
  if (best === 0) return 0;
  return discounted(ranking.slice(0, k).map((id) => Math.max(gains.get(id) ?? 0, 0))) / best;
}

/** Average precision: the mean, over all relevant ids, of the precision at each one's rank. */
export function averagePrecision(ranking: readonly string[], gains: Gains): number {
  const relevant = countRelevant(gains);
  if (relevant === 0) return 0;
  let found = 0;
  let sum = 0;
  for (const [index, id] of ranking.entries()) {
    if ((gains.get(id) ?? 0) <= 0) continue;
    found += 1;
    sum += found / (index + 1);
  }
  return sum / relevant;
}

/** The share of relevant ids that stand among the first k. */
export function recall(ranking: readonly string[], gains: Gains, k: number): number {
  const relevant = countRelevant(gains);
  if (relevant === 0) return 0;
  return ranking.slice(0, k).filter((id) => (gains.get(id) ?? 0) > 0).length / relevant;
}

export function mean(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The smallest value that at least `share` of the values do not pass (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? Number.NaN;
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}

function countRelevant(gains: Gains): number {
  return [...gains.values()].filter((gain) => gain > 0).length;
}
