import { AppError } from "#lib/errors/app-error.ts";

/** `lexical`: the vector compares words, not meaning (the offline embedder). */
export type QueryEmbedding = { vector: number[]; model: string; lexical: boolean };

/** The query's 3,072-dimensional unit vector, guarded, from the in-process cache where it can. */
export async function embedQuery(_text: string): Promise<QueryEmbedding> {
  throw new AppError("unavailable", "Not there yet.");
}
