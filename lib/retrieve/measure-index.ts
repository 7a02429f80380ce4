import type { Db } from "#lib/db/pool.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { compareNearest } from "./compare-nearest.ts";
import { guardQuery } from "./guard-query.ts";
import type { IndexQuality } from "./index-quality-schemas.ts";
import type { CandidateChunk, RetrievalResult } from "./result-schemas.ts";
import { type RetrievalRequest, retrieve } from "./retrieve.ts";

type Services = { embed: typeof embedQuery };

/** How good the index is for one query: what its plan finds by similarity against an exact search. */
export async function measureIndex(
  db: Db,
  request: RetrievalRequest,
  { embed }: Services = { embed: embedQuery },
): Promise<IndexQuality> {
  const given = request.vector;
  const embedded = given
    ? { vector: given, model: request.model }
    : await embed(guardQuery(request.query ?? ""), request.purpose);
  const asked: RetrievalRequest = {
    ...request,
    vector: embedded.vector,
    model: embedded.model,
    include: { candidates: true },
  };
  const only = { ...request.configuration, candidatesFrom: "vector" } as const;
  const found = await retrieve(db, { ...asked, configuration: only });
  const exact = await retrieve(db, { ...asked, configuration: { ...only, plan: "exact" } });
  const { k } = found.configuration;
  const { recall, missed } = compareNearest(nearest(exact), nearest(found), k);
  return {
    k,
    recall,
    plan: found.plan,
    missed: missed.map(({ item, exactRank }) => ({
      chunkId: item.chunkId,
      documentId: item.documentId,
      path: item.path,
      title: item.title,
      headingPath: item.headingPath,
      cosine: item.cosine ?? 0,
      exactRank,
    })),
    planMs: found.timings.vectorMs,
    exactMs: exact.timings.vectorMs,
    corpusVersion: found.corpusState.version,
  };
}

/** The candidates as similarity ordered them, before rerank. */
function nearest({ candidates = [] }: RetrievalResult): CandidateChunk[] {
  return candidates.toSorted((a, b) => (a.ranks.similarity ?? 0) - (b.ranks.similarity ?? 0));
}
