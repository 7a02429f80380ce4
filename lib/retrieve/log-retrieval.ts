import { logger } from "#lib/logger/logger.ts";
import type { RetrievalResult } from "./result-schemas.ts";

/** Ids, sizes and scores only: never the query, a text or a vector. */
export function logRetrieval(
  query: string,
  { results, timings, plan, configurationHash }: RetrievalResult,
): void {
  logger.info(
    {
      queryCharacters: query.length,
      configurationHash,
      plan: plan.kind,
      timings,
      results: results.map(({ chunkId, cosine, score }) => ({ chunkId, cosine, score })),
    },
    "retrieval",
  );
}
