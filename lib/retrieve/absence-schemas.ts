import { z } from "zod";
import type { ScorePart } from "./result-schemas.ts";
import { type ConfigurationChanges, queryBodySchema } from "./schemas.ts";

/** The body of POST /api/retrieval/why-not: a retrieval, and the chunk or document that is missed in it. */
export const whyNotBodySchema = queryBodySchema.omit({ include: true }).extend({
  target: z.union([
    z.strictObject({ chunkId: z.uuid() }),
    z.strictObject({ documentId: z.uuid() }),
  ]),
});
export type WhyNotTarget = z.infer<typeof whyNotBodySchema>["target"];

/** Where a chunk fell out, in the order of the pipeline; `returned`: it did not. */
export type AbsenceStage =
  | "chunks"
  | "embedding"
  | "filter"
  | "index"
  | "similarity"
  | "threshold"
  | "words"
  | "fusion"
  | "rerank"
  | "diversity"
  | "cut"
  | "returned";

/** `asks`: what the filter asks for, "visibility = public". */
export type FilterCheck = { filter: string; asks: string; passes: boolean };

/** A change, whether it was tried to bring the chunk in, and at which place it then stands. */
export type Remedy = {
  words: string;
  /** What to change in the configuration; null where it is the document or chunk that would have to change. */
  configuration: ConfigurationChanges | null;
  /** 1-based place in the answer; null: still not in it. */
  rank: number | null;
};

export type Absence = {
  target: {
    /** Null where a document was asked for that has no chunk. */
    chunkId: string | null;
    documentId: string;
    path: string;
    title: string | null;
    headingPath: string | null;
    chunkIndex: number;
    /** Chunks of the same document; this is the nearest one where a document was asked for. */
    chunksOfDocument: number;
  };
  stage: AbsenceStage;
  /** One sentence: where it fell out and where it would stand. */
  sentence: string;
  filters: FilterCheck[];
  /** Cosine and exact place among all that the filter keeps (where it would stand, if the filter does not keep it). */
  similarity: { cosine: number; exactRank: number; of: number } | null;
  /** Whether the vector search that was used found it. */
  foundByIndex: boolean | null;
  planKind: "exact" | "hnsw" | "binary" | "none";
  fulltext: { score: number; rank: number } | null;
  fusedRank: number | null;
  reranked: { rank: number; score: number; parts: ScorePart[] } | null;
  /** The score of the last result, and how much this chunk lacks to it. */
  lacks: number | null;
  rank: number | null;
  remedies: Remedy[];
};
