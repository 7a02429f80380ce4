import type { Configuration } from "#lib/retrieve/schemas.ts";

export const questionSources = ["saved", "history", "programs", "sample"] as const;
export type QuestionSource = (typeof questionSources)[number];

/** Where a measured question came from, in the words of the screens. */
export const sourceWords: Record<QuestionSource, string> = {
  saved: "saved query",
  history: "asked in the lab",
  programs: "asked by a program",
  sample: "random chunk",
};

/** One measure of the corpus's index. Recalls are 0 … 1, null until it has finished. */
export type Measure = {
  id: string;
  state: "waiting" | "running" | "finished" | "failed";
  requestedAt: string;
  requestedBy: string;
  finishedAt: string | null;
  errorMessage: string | null;
  /** Questions: all that were picked, and how many are done. */
  planned: number;
  done: number;
  measured: number;
  unmeasured: number;
  meanRecall: number | null;
  /** Nineteen of twenty questions have at least this. */
  p5Recall: number | null;
  /** Questions for which nothing was missed. */
  perfect: number;
  corpusVersion: number | null;
};

export type MeasureList = { items: Measure[] };

/** A measured question; its words only for those who may read them. */
export type MeasuredQuestion = {
  n: number;
  source: QuestionSource;
  /** The question, or the sampled chunk's heading; null: not for this reader, or gone. */
  label: string | null;
  /** The sampled chunk, where the reader may see it. */
  chunkId: string | null;
  recall: number | null;
  compared: number;
  missed: number;
  plan: string | null;
  planMs: number | null;
  exactMs: number | null;
  problem: string | null;
};

/** How many questions have a recall from `from` up to the next step; the last step is 1 alone. */
export type RecallStep = { from: number; questions: number };

export type MeasureDetail = Measure & {
  configuration: Configuration | null;
  configurationHash: string | null;
  distribution: RecallStep[];
  /** Those that miss most, at most ten. */
  worst: MeasuredQuestion[];
  /** Those that could not be measured, at most ten. */
  failed: MeasuredQuestion[];
  bySource: { source: QuestionSource; questions: number; meanRecall: number | null }[];
  plans: { plan: string; questions: number; planMs: number; exactMs: number }[];
};
