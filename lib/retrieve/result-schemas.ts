import type { ErrorBody } from "#lib/errors/error-schemas.ts";
import type { Confidentiality, Configuration, Visibility } from "./schemas.ts";

/** One part of a final score. The base and the parts add up to the score. */
export type ScorePart = { name: string; value: number; because: string };

/** What a score starts from: cosine, or the fused or full-text score scaled so that the best possible is 1. */
export type ScoreBase = { name: "similarity" | "fusion" | "full text"; value: number };

/** What rerank looks at in a candidate; lists are lower-case sets, names as `nameOf` makes them. */
export type Features = {
  title: string | null;
  path: string;
  summary: string | null;
  primaryModes: string[];
  platforms: string[];
  disciplines: string[];
  relatedEntities: string[];
  labels: string[];
  archetypeBias: string[];
};

/** What is known of the question, from the caller's context and from its words. */
export type Signals = {
  mode?: string | undefined;
  platforms: string[];
  disciplines: string[];
  models: string[];
  focusEntities: string[];
  topics: string[];
  keywords: string[];
  archetypeWeights: Record<string, number>;
};

/** 1-based places; null where the chunk was not in that list. */
export type Ranks = {
  similarity: number | null;
  fulltext: number | null;
  /** Among all candidates before rerank. */
  fused: number;
  /** Among all candidates after rerank, before diversity. */
  reranked: number;
};

export type RetrievedChunk = {
  chunkId: string;
  documentId: string;
  path: string;
  title: string | null;
  category: string;
  docType: string;
  chunkIndex: number;
  headingPath: string | null;
  /** After the pricing guardrail. */
  text: string;
  tokenCount: number | null;
  guardrailFlags: string[];
  /** The stricter of document and chunk. */
  visibility: Visibility;
  confidentiality: Confidentiality;
  /** The rows' versions in the snapshot that answered. */
  versions: { chunk: number; document: number };
  /** Cosine similarity, 1 − distance; null where no vector was asked with, or the chunk has none. */
  cosine: number | null;
  /** BM25; null where full text was not asked or did not find it. */
  fulltext: number | null;
  ranks: Ranks;
  /** The same as ranks.fused, and the place in the answer. */
  rankBefore: number;
  rankAfter: number;
  base: ScoreBase;
  parts: ScorePart[];
  score: number;
};

/** A candidate as it is handed out for reranking elsewhere; `cut` says why it is no result. */
export type CandidateChunk = RetrievedChunk & {
  features: Features;
  cut: "diversity" | "k" | null;
};

export type SearchPlan = {
  kind: "exact" | "hnsw" | "binary" | "none";
  reason: string;
  /** How many chunks the filter was found to keep, where that decided; `atLeast`: counting stopped there. */
  kept?: { count: number; atLeast: boolean };
  /** The hnsw.ef_search that `auto` went by, where an index was used. */
  efSearch?: number;
};

export type Timings = {
  guardMs: number;
  embedMs: number;
  /** Connection, role, vocabulary, corpus state. */
  prepareMs: number;
  planMs: number;
  vectorMs: number;
  fulltextMs: number;
  fuseMs: number;
  /** Reading the candidates' texts and metadata. */
  readMs: number;
  rerankMs: number;
  cutMs: number;
  /** Counting what each filter keeps, where asked for. */
  countMs: number;
  /** All that the database was asked: prepare, plan, vector, full text, read. */
  searchMs: number;
  totalMs: number;
};

/** A stage that may wait for the same search of another retrieval instead of searching again. */
export type SharedStage = "vectorMs" | "fulltextMs";

/** The note of an answer that its configuration would have found by vectors, had the provider given one. */
export const fullTextAlone = "full text alone";

/** What the asker should know of how an answer came about. */
export type RetrievalNote = {
  code: typeof fullTextAlone | "no embeddings" | "no words" | "no frequencies" | "narrowed";
  message: string;
};

/** After each filter in turn, how many chunks are left. */
export type KeptCount = { filter: string; kept: number };

/** Where the corpus stood: the number of committed writes to its tables, and what it held. */
export type CorpusState = { version: string };

export type RetrievalResult = {
  results: RetrievedChunk[];
  candidateCount: number;
  configuration: Configuration;
  /** SHA-256 of the canonical configuration, in hex. */
  configurationHash: string;
  plan: SearchPlan;
  signals: Signals;
  /** How many modes and archetypes the corpus knows; rerank needs them. */
  vocabularySizes: { modes: number; archetypes: number };
  model: string | null;
  /** True where the embedder compares words, not meaning. */
  lexical: boolean;
  corpusState: CorpusState;
  notes: RetrievalNote[];
  timings: Timings;
  /** Stages whose time was spent waiting for the same search of a retrieval that ran at the same time. */
  shared?: SharedStage[];
  /** Only where asked for. */
  kept?: KeptCount[];
  candidates?: CandidateChunk[];
};

/** One line of what POST /api/retrieval/lanes answers: what this lane found, or why it has nothing. */
export type LaneLine = { lane: number } & (
  | { answer: RetrievalResult & { retrievalId: string } }
  | { status: number; error: ErrorBody }
);
