import type { Db } from "#lib/db/pool.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { countTokens } from "#lib/embed/tokens.ts";
import type { ModelText } from "./model-text-schemas.ts";
import { type RetrievalRequest, retrieve } from "./retrieve.ts";

/** What a model would be given for a query: the texts of the answer, in order, counted by the model's tokenizer. */
export async function readModelText(
  db: Db,
  request: RetrievalRequest,
  services: { embed: typeof embedQuery } = { embed: embedQuery },
): Promise<ModelText> {
  const { results, configuration, notes } = await retrieve(db, request, services);
  const chunks = results.map(({ chunkId, path, headingPath, text }, index) => ({
    rank: index + 1,
    chunkId,
    path,
    headingPath,
    text,
    tokens: countTokens(text),
  }));
  const tokens = chunks.reduce((sum, chunk) => sum + chunk.tokens, 0);
  return { chunks, tokens, k: configuration.k, notes };
}
