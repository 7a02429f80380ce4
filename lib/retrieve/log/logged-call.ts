import { createHash } from "node:crypto";
import type { RetrievalResult } from "../result-schemas.ts";

/** Who asked: a program by its token, or a person in the lab. */
export type Caller = { origin: "api"; tokenId: string } | { origin: "lab"; actorId: string | null };

/** One call as it waits to be logged. The query's words are here for the one who decides about keeping them. */
export type LoggedCall = {
  id: string;
  /** When it came, on this process's own clock. */
  cameAt: number;
  caller: Caller;
  status: number;
  errorCode: string | null;
  query: string | null;
  withVector: boolean;
  totalMs: number;
  /** Refusals in a row are one entry. */
  calls: number;
  result: RetrievalResult | null;
};

/** A call as the columns of console.retrieval_log, and its results as those of console.retrieval_results. */
export function toRows(call: LoggedCall, now: number, queryText: string | null) {
  const { caller, result } = call;
  return {
    log: {
      id: call.id,
      age_ms: Math.max(0, now - call.cameAt),
      origin: caller.origin,
      token_id: caller.origin === "api" ? caller.tokenId : null,
      actor_id: caller.origin === "lab" ? caller.actorId : null,
      calls: call.calls,
      status: call.status,
      error_code: call.errorCode,
      asked_with: call.withVector ? "vector" : call.query === null ? "nothing" : "query",
      query_characters: call.query?.length ?? null,
      query_text: queryText,
      configuration: result?.configuration ?? null,
      configuration_hash: result?.configurationHash ?? null,
      visibility: result?.configuration.visibility ?? "public",
      confidentiality: result?.configuration.confidentiality ?? "normal",
      plan: result?.plan.kind ?? null,
      model: result?.model ?? null,
      degraded: result?.notes.find(({ code }) => code !== "narrowed")?.code ?? null,
      corpus_state: result?.corpusState ?? null,
      candidates: result?.candidateCount ?? null,
      result_count: result?.results.length ?? 0,
      top_score: result?.results[0]?.score ?? null,
      total_ms: call.totalMs,
      timings: result?.timings ?? {},
    },
    results: (result?.results ?? []).map((chunk, index) => ({
      retrieval_id: call.id,
      rank: index + 1,
      chunk_id: chunk.chunkId,
      document_id: chunk.documentId,
      chunk_version: chunk.versions.chunk,
      document_version: chunk.versions.document,
      text_hash: hashOfText(chunk.text),
      chunk_index: chunk.chunkIndex,
      path: chunk.path,
      heading_path: chunk.headingPath,
      visibility: chunk.visibility,
      confidentiality: chunk.confidentiality,
      score: chunk.score,
      similarity: chunk.cosine,
      full_text_score: chunk.fulltext,
      rank_before: chunk.rankBefore,
    })),
  };
}

/** SHA-256 in hex of a text as it was given out. */
export function hashOfText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
