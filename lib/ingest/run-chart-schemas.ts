import type { DayBars } from "#lib/format/days.ts";
import type { Outcome } from "./runs-schemas.ts";

/** The runs that were asked for in one bar's days. Durations are milliseconds, costs US dollars. */
export type RunBar = {
  /** The bar's first day. */
  day: string;
  outcomes: Record<Outcome, number>;
  /** Of the runs that ended; null where none did. */
  duration: { half: number; most: number; longest: number } | null;
  documents: Record<DocumentAction, number>;
  chunks: Record<ChunkAction, number>;
  tokens: number;
  cost: number;
  /** A minute of running, of the runs that did so; null where none did. */
  throughput: { chunksEmbedded: number | null; documents: number | null };
};

export const documentActions = [
  "new",
  "updated",
  "repaired",
  "removed",
  "failed",
  "unchanged",
] as const;
export type DocumentAction = (typeof documentActions)[number];
export const chunkActions = ["written", "removed", "kept"] as const;
export type ChunkAction = (typeof chunkActions)[number];

/** So many reasons are told, the most frequent ones. */
export const mostReasons = 20;

/** Why documents, or whole runs, failed. */
export type FailureReason = {
  reason: string;
  documents: number;
  wholeRuns: number;
  /** Runs that failed so, or some of whose documents did. */
  runs: number;
  lastAt: string;
};

export type RunCharts = {
  asOf: string;
  /** The time zone whose days these are. */
  zone: string;
  bars: DayBars;
  rows: RunBar[];
  failures: FailureReason[];
  /** What the filters offer, of all runs there are. */
  people: string[];
  environments: string[];
};
