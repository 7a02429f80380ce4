import type { Term } from "./search-fulltext.ts";

/** A lexeme in one of the first results: how often it occurs there and in the corpus. */
export type Occurrence = {
  chunkId: string;
  config: string;
  lexeme: string;
  count: number;
  /** Words of that chunk. */
  words: number;
  /** Chunks of the corpus that hold it. */
  chunks: number;
};

// What the best new term counts, where one of the query's own counts 1.
const share = 0.5;

/**
 * Pseudo-relevance feedback: the query's terms and, weighed down, the `most` terms that tell its first results
 * from the corpus: Σ over results of relevance × frequency × idf (a relevance model in the manner of Lavrenko &
 * Croft 2001, mixed with the query as RM3 does). `scores` is the first results' BM25. Pure.
 */
export function feedbackTerms(
  asked: readonly Term[],
  occurrences: readonly Occurrence[],
  scores: ReadonlyMap<string, number>,
  { corpusChunks, most }: { corpusChunks: number; most: number },
): Term[] {
  const sum = [...scores.values()].reduce((total, score) => total + score, 0) || 1;
  const weights = new Map<string, Term>();
  for (const { chunkId, config, lexeme, count, words, chunks } of occurrences) {
    const relevance = (scores.get(chunkId) ?? 0) / sum;
    const idf = Math.log(1 + (corpusChunks - chunks + 0.5) / (chunks + 0.5));
    const key = `${config} ${lexeme}`;
    const before = weights.get(key)?.weight ?? 0;
    const weight = before + (relevance * count * idf) / Math.max(words, 1);
    weights.set(key, { config, lexeme, weight });
  }
  const best = [...weights.values()]
    .toSorted((x, y) => y.weight - x.weight || compareText(x.lexeme, y.lexeme))
    .slice(0, most);
  const scale = share / (best[0]?.weight || 1);
  const expanded = new Map(asked.map((term) => [`${term.config} ${term.lexeme}`, term]));
  for (const term of best) {
    const key = `${term.config} ${term.lexeme}`;
    const own = expanded.get(key)?.weight ?? 0;
    expanded.set(key, { ...term, weight: own + term.weight * scale });
  }
  return [...expanded.values()];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
