import type { AbsenceStage, FilterCheck } from "./absence-schemas.ts";
import type { Cut } from "./cut.ts";
import type { Configuration } from "./schemas.ts";

/** What was found out about a chunk, stage by stage; null where a stage was not reached or not asked. */
export type AbsenceFacts = {
  embedded: boolean;
  /** Why its embedding is parked, where it is. */
  parked: string | null;
  otherModel: string | null;
  filters: FilterCheck[];
  similarity: { cosine: number; exactRank: number; of: number } | null;
  foundByIndex: boolean | null;
  planKind: "exact" | "hnsw" | "binary" | "none";
  fulltext: { score: number; rank: number } | null;
  fusedRank: number | null;
  rerankedRank: number | null;
  cut: Cut | "not a candidate";
  rank: number | null;
};

type Asked = Pick<
  Configuration,
  "candidates" | "candidatesFrom" | "minCosine" | "perDocument" | "rerank" | "k"
>;

/** The first stage of the pipeline that the chunk did not pass, and that in one sentence. Pure. */
export function judgeAbsence(
  facts: AbsenceFacts,
  asked: Asked,
): { stage: AbsenceStage; sentence: string } {
  const failed = facts.filters.filter(({ passes }) => !passes).map(({ asks }) => asks);
  const { similarity, planKind } = facts;
  if (facts.rank !== null)
    return { stage: "returned", sentence: `It is in the answer, at place ${facts.rank}.` };
  if (!facts.embedded) return { stage: "embedding", sentence: withoutEmbedding(facts, failed) };
  if (failed.length > 0)
    return {
      stage: "filter",
      sentence: `Left out by the filter ${failed.join(" and ")}${would(similarity)}.`,
    };
  if (facts.cut === "not a candidate") return notFound(facts, asked);
  if (facts.cut === "diversity")
    return {
      stage: "diversity",
      sentence: `Place ${facts.rerankedRank} after rerank, but ${plural(asked.perDocument, "chunk")} of its document stand before it, and no more are let in.`,
    };
  if (asked.rerank && facts.fusedRank !== null && facts.fusedRank <= asked.k)
    return {
      stage: "rerank",
      sentence: `Rerank moved it from place ${facts.fusedRank} to ${facts.rerankedRank}, below the ${asked.k} that are returned.`,
    };
  const ahead = listAhead(facts, asked);
  if (ahead)
    return {
      stage: "fusion",
      sentence: `It is at place ${ahead.rank}${ahead.list === "similarity" && similarity ? ` of ${similarity.of}` : ""} by ${listWords[ahead.list]}, but at place ${facts.fusedRank} of both lists fused; the first ${asked.k} are returned.`,
    };
  return {
    stage: "cut",
    sentence: `It is candidate ${facts.rerankedRank}${planKind === "none" || !similarity ? "" : ` (${similarity.exactRank} by similarity)`}; the first ${asked.k} are returned.`,
  };
}

const listWords = { similarity: "similarity", fulltext: "full text" } as const;

/**
 * The list that alone would have returned it, the better one of two, where fusing it with the other did not;
 * what the vector search did not find is in no list, however near it is. Pure.
 */
export function listAhead(
  { similarity, foundByIndex, fulltext, fusedRank }: AbsenceFacts,
  { candidatesFrom, k }: Pick<Asked, "candidatesFrom" | "k">,
): { list: "similarity" | "fulltext"; rank: number } | undefined {
  if (candidatesFrom !== "hybrid" || fusedRank === null || fusedRank <= k) return undefined;
  const near = foundByIndex && similarity ? similarity.exactRank : Number.POSITIVE_INFINITY;
  const match = fulltext?.rank ?? Number.POSITIVE_INFINITY;
  if (Math.min(near, match) > k) return undefined;
  return near < match ? { list: "similarity", rank: near } : { list: "fulltext", rank: match };
}

function withoutEmbedding({ parked, otherModel }: AbsenceFacts, failed: string[]): string {
  if (otherModel)
    return `Its embedding is of another model, ${otherModel}, and vectors of two models are not compared.`;
  if (!parked) return "It has no embedding, so it may not be served. Re-embed it.";
  const also = failed.length > 0 ? `; the filter ${failed.join(" and ")} leaves it out too` : "";
  return `Its embedding is parked (${parked}), so it may not be served${also}.`;
}

/** It passed the filter, and no list of candidates holds it. */
function notFound(facts: AbsenceFacts, asked: Asked): { stage: AbsenceStage; sentence: string } {
  const { similarity, fulltext, planKind } = facts;
  const wordsSay = fulltext
    ? `place ${fulltext.rank} by full text`
    : "holds none of the query's words as they are asked for";
  if (!similarity || planKind === "none")
    return {
      stage: "words",
      sentence: fulltext
        ? `It is at ${wordsSay}; the first ${asked.candidates} are candidates.`
        : `It ${wordsSay}.`,
    };
  const words = asked.candidatesFrom === "hybrid" ? ` Full text: ${wordsSay}.` : "";
  const { cosine, exactRank, of } = similarity;
  if (asked.minCosine !== null && cosine < asked.minCosine)
    return {
      stage: "threshold",
      sentence: `Its cosine ${cosine.toFixed(3)} is below the threshold ${asked.minCosine}.${words}`,
    };
  if (exactRank <= asked.candidates && facts.foundByIndex === false)
    return {
      stage: "index",
      sentence: `It is at place ${exactRank} of ${of} by similarity, but the ${planKind} index did not find it.${words}`,
    };
  return {
    stage: "similarity",
    sentence: `It is at place ${exactRank} of ${of} by similarity; the first ${asked.candidates} are candidates.${words}`,
  };
}

function would(similarity: AbsenceFacts["similarity"]): string {
  return similarity ? `; without it, place ${similarity.exactRank} by similarity` : "";
}

function plural(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}
