import type { RetrievalNote } from "./result-schemas.ts";

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
  /** How many chunks were asked for. */
  k: number;
  notes: RetrievalNote[];
};
