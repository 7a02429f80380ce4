import { offlineVector } from "#lib/embed/offline-embedder.ts";
import { averagePrecision, mean, ndcg, recall } from "#lib/evaluate/metrics.ts";
import { readCranfield } from "./cranfield-collection.ts";
import type { Figure } from "./figure.ts";

/** The offline embedder alone on Cranfield: every document ranked by cosine, in memory. */
export async function benchCranfield(): Promise<Figure[]> {
  const folder = process.env.CRANFIELD_DIR ?? "../shared/corpus/cranfield";
  const collection = readCranfield(folder);
  if (!collection)
    return [{ name: "Cranfield", value: `skipped: no collection in ${folder} (CRANFIELD_DIR)` }];
  const documents = collection.documents.map(({ id, text }) => ({
    id,
    vector: offlineVector(text),
  }));
  const scores = collection.queries.map((query, index) => {
    const asked = offlineVector(query);
    const ranking = documents
      .map(({ id, vector }) => ({ id, cosine: dot(asked, vector) }))
      .toSorted((a, b) => b.cosine - a.cosine || Number(a.id) - Number(b.id))
      .map(({ id }) => id);
    const gains = collection.gains[index] ?? new Map<string, number>();
    return {
      ndcg: ndcg(ranking, gains, 10),
      map: averagePrecision(ranking, gains),
      recall: recall(ranking, gains, 10),
    };
  });
  const over = `${scores.length} queries, ${documents.length} documents`;
  return [
    {
      name: "Cranfield nDCG@10, offline embedder",
      value: mean(scores.map((score) => score.ndcg)).toFixed(3),
      goal: "≥ 0.31",
      over,
    },
    { name: "Cranfield MAP", value: mean(scores.map((score) => score.map)).toFixed(3), over },
    {
      name: "Cranfield recall@10",
      value: mean(scores.map((score) => score.recall)).toFixed(3),
      over,
    },
  ];
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
