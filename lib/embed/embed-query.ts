import { guardQuery } from "#lib/guardrail/egress.ts";
import { chooseEmbedder } from "./choose-embedder.ts";
import type { Purpose } from "./purpose.ts";

/** `lexical`: the vector compares words, not meaning (the offline embedder). */
export type QueryEmbedding = { vector: number[]; model: string; lexical: boolean };

const recent = new Map<string, QueryEmbedding>();
const mostRecent = 500;

/**
 * The query's 3,072-dimensional unit vector, guarded, from the in-process cache where it can. Compare
 * `model` with the database's by assertActiveModel before searching with it.
 */
export async function embedQuery(query: string, purpose: Purpose): Promise<QueryEmbedding> {
  const embedder = chooseEmbedder();
  const text = guardQuery(query);
  const key = `${embedder.model}\n${text}`;
  const known = recent.get(key);
  if (known) {
    recent.delete(key);
    recent.set(key, known);
    return known;
  }
  const { vectors } = await embedder.embed([{ text, sensitive: false }], { purpose });
  const [vector] = vectors;
  if (!vector) throw new Error("the embedder answered no vector");
  const made = { vector: Array.from(vector), model: embedder.model, lexical: embedder.lexical };
  recent.set(key, made);
  const oldest = recent.keys().next().value;
  if (recent.size > mostRecent && oldest !== undefined) recent.delete(oldest);
  return made;
}
