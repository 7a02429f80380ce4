import type { RetrievalResult } from "./result-schemas.ts";
import type { RuntimeAnswer } from "./runtime-schemas.ts";

/** A result as callers get it: what a model may be given, with scores, and nothing of how it is stored. */
export function runtimeAnswer(retrievalId: string, result: RetrievalResult): RuntimeAnswer {
  const { embedMs, searchMs, rerankMs, totalMs } = result.timings;
  return {
    retrievalId,
    results: result.results.map((chunk, index) => ({
      rank: index + 1,
      chunkId: chunk.chunkId,
      documentId: chunk.documentId,
      path: chunk.path,
      title: chunk.title,
      headingPath: chunk.headingPath,
      chunkIndex: chunk.chunkIndex,
      text: chunk.text,
      tokenCount: chunk.tokenCount,
      guardrailFlags: chunk.guardrailFlags,
      score: chunk.score,
      scores: {
        similarity: chunk.cosine,
        fullText: chunk.fulltext,
        boosts: chunk.parts.map(({ name, value }) => ({ name, value })),
      },
    })),
    candidates: result.candidateCount,
    plan: result.plan.kind,
    model: result.model,
    configurationHash: result.configurationHash,
    notes: result.notes,
    milliseconds: {
      embed: rounded(embedMs),
      search: rounded(searchMs),
      rerank: rounded(rerankMs),
      total: rounded(totalMs),
    },
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
