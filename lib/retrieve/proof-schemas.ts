import { z } from "zod";
import type { Configuration } from "./schemas.ts";

export const retrievalParamsSchema = z.object({ id: z.uuid() });

/** What became of a returned chunk since; "document changed": only what is said of its document. */
export const chunkOutcomes = [
  "as it was",
  "moved",
  "document changed",
  "metadata changed",
  "text changed",
  "replaced",
  "removed",
  "document removed",
] as const;
export type ChunkOutcome = (typeof chunkOutcomes)[number];

/** Why the text then cannot be shown, or how it is known to be the one that was returned. */
export type TextProof = "same hash" | "kept until the retrieval expires" | "sensitive" | "not kept";

export type FieldChange = { field: string; from: unknown; to: unknown };

/** Who wrote: an edit in the console, a run, or software that left no record here. */
export type ChangeAuthor =
  | { kind: "edit"; actor: string; reason: string | null }
  | { kind: "run"; runId: string; action: string; requestedBy: string }
  | { kind: "another program" };

/** One write to a returned chunk or its document after the retrieval, oldest first. */
export type ProvedChange = {
  at: string;
  what: "document" | "chunk";
  by: ChangeAuthor;
  removed: boolean;
  /** It was restricted in between, and what was written meanwhile is not told: only how it stood afterwards. */
  hidden: boolean;
  textChanged: boolean;
  fields: FieldChange[];
};

/** A chunk at a moment: where it stood and what it said. Text is null where it may not be or is not kept. */
export type ChunkState = {
  chunkId: string;
  path: string;
  chunkIndex: number;
  headingPath: string | null;
  text: string | null;
};

export type ProvedResult = {
  rank: number;
  rankBefore: number | null;
  score: number;
  similarity: number | null;
  fullText: number | null;
  documentId: string;
  chunkVersion: number | null;
  documentVersion: number | null;
  textHash: string;
  outcome: ChunkOutcome;
  before: ChunkState;
  textProof: TextProof;
  /** The chunk itself, or what took its place; null where nothing did. */
  now: ChunkState | null;
  /** How the present chunk was found where the returned one is gone. */
  successor: "same text" | "same heading" | "most alike" | null;
  changes: ProvedChange[];
};

export type ProvedRetrieval = {
  id: string;
  at: string;
  origin: "api" | "lab";
  /** The consumer of the token, or the person in the lab. */
  who: string;
  calls: number;
  status: number;
  errorCode: string | null;
  askedWith: "query" | "vector" | "nothing";
  queryCharacters: number | null;
  queryText: string | null;
  configuration: Configuration | null;
  configurationHash: string | null;
  plan: string | null;
  model: string | null;
  degraded: string | null;
  corpusVersion: string | null;
  candidates: number | null;
  totalMs: number;
  timings: Record<string, number>;
  results: ProvedResult[];
  /** Some of it was restricted since, and is not among the results. */
  withheld: boolean;
};
