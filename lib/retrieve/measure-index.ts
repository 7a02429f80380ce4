import type { Db } from "#lib/db/pool.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { compareNearest } from "./compare-nearest.ts";
import { guardQuery } from "./guard-query.ts";
import type { IndexQuality } from "./index-quality-schemas.ts";
import type { CandidateChunk, RetrievalResult } from "./result-schemas.ts";
import { embedAsked, type RetrievalRequest, retrieve } from "./retrieve.ts";

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
    : await embedAsked(
        db,
        {
          ...request,
          query: guardQuery(request.query ?? ""),
          configuration: { model: request.configuration?.model ?? null },
        },
        embed,
      );
  const asked: RetrievalRequest = {
    ...request,
    vector: embedded.vector,
    model: embedded.model ?? undefined,
    include: { candidates: true },
  };
  const only = { ...request.configuration, candidatesFrom: "vector" } as const;
  const found = await retrieve(db, { ...asked, configuration: only });
  const exact = await retrieve(db, { ...asked, configuration: { ...only, plan: "exact" } });
  const { k } = found.configuration;
  const wanted = nearest(exact);
  const { recall, missed } = compareNearest(wanted, nearest(found), k);
  return {
    k,
    recall,
    compared: Math.min(k, wanted.length),
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
