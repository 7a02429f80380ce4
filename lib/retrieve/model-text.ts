import type { Db } from "#lib/db/pool.ts";
import { countTokens } from "#lib/embed/tokens.ts";
import { type RetrievalRequest, retrieve } from "./retrieve.ts";

export type ModelText = {
  chunks: {
    rank: number;
    chunkId: string;
    path: string;
    headingPath: string | null;
    /** Word for word what a caller is given: after the pricing guardrail. */
    text: string;
    tokens: number;
  }[];
  tokens: number;
};

/** What a model would be given for a query: the texts of the answer, in order, counted by the model's tokenizer. */
export async function readModelText(db: Db, request: RetrievalRequest): Promise<ModelText> {
  const { results } = await retrieve(db, request);
  const chunks = results.map(({ chunkId, path, headingPath, text }, index) => ({
    rank: index + 1,
    chunkId,
    path,
    headingPath,
    text,
    tokens: countTokens(text),
  }));
  return { chunks, tokens: chunks.reduce((sum, { tokens }) => sum + tokens, 0) };
}
