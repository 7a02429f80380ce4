import type { SearchPlan } from "./result-schemas.ts";

/** A chunk that the exact search has among its first k and the other has not. */
export type MissedChunk = {
  chunkId: string;
  documentId: string;
  path: string;
  title: string | null;
  headingPath: string | null;
  cosine: number;
  exactRank: number;
};

/** How well the plan of one query found what an exact search finds, both under the same filter. */
export type IndexQuality = {
  k: number;
  /** 0 … 1; null where the filter keeps nothing. A tie at the cut is no miss. */
  recall: number | null;
  /** How many the exact search has: k, or fewer where the filter keeps fewer. */
  compared: number;
  plan: SearchPlan;
  missed: MissedChunk[];
  planMs: number;
  exactMs: number;
  corpusVersion: string;
};
