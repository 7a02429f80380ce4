// Without zod, because every page that shows a run loads this; what is parsed is in run-request-schemas.ts.

export const runKinds = ["ingest", "reembed"] as const;
export const runStates = [
  "queued",
  "planning",
  "waiting for approval",
  "running",
  "cancelling",
  "cancelled",
  "succeeded",
  "succeeded with errors",
  "failed",
] as const;
export const runModes = ["incremental", "full", "dry-run", "audit", "stale", "selection"] as const;

export type RunKind = (typeof runKinds)[number];
export type RunState = (typeof runStates)[number];
export type RunMode = (typeof runModes)[number];

const ended: ReadonlySet<RunState> = new Set([
  "cancelled",
  "succeeded",
  "succeeded with errors",
  "failed",
]);

/** True for a run that will not change any more. */
export function hasEnded(state: RunState): boolean {
  return ended.has(state);
}

/** What the runs screen keeps in its URL: its filters and before which run its page starts. */
export type RunsSearch = {
  kind?: RunKind | undefined;
  state?: RunState | undefined;
  before?: string | undefined;
};

/** The URL query of a search, with its question mark; empty for the default search. */
export function runsSearchQuery({ kind, state, before }: RunsSearch): string {
  const query = new URLSearchParams();
  if (kind) query.set("kind", kind);
  if (state) query.set("state", state);
  if (before) query.set("before", before);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** A run as the API gives it. Times are ISO 8601 in UTC, durations milliseconds. */
export type Run = {
  id: string;
  kind: RunKind;
  mode: RunMode;
  environment: string;
  requestedBy: string;
  scope: Record<string, unknown>;
  options: Record<string, unknown>;
  state: RunState;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  documents: {
    total: number;
    scanned: number;
    new: number;
    updated: number;
    repaired: number;
    skipped: number;
    removed: number;
    failed: number;
  };
  chunks: { written: number; reused: number; removed: number; embedded: number };
  tokens: number;
  embeddingRequests: number;
  errors: number;
  warnings: number;
  estimatedCost: number;
  embeddingModel: string | null;
  codeVersion: string | null;
  errorMessage: string | null;
  plannedAt: string | null;
  /** Why it waits, or waited, for a person. */
  approvalReason: string | null;
  approvedAt: string | null;
  approvedBy: string | null;
  /** The run whose failures this one tries again. */
  retryOf: string | null;
};

export type RunEvent = {
  id: number;
  at: string;
  level: "info" | "warning" | "error";
  documentId: string | null;
  path: string | null;
  action: string;
  reason: string | null;
  message: string | null;
  chunksAdded: number;
  chunksKept: number;
  chunksRemoved: number;
  tokens: number;
  durationMs: number | null;
};

export type RunList = { items: Run[]; nextCursor: string | null };
export type RunEvents = { items: RunEvent[]; nextCursor: string | null };
export type RunDetail = { run: Run; events: RunEvents };
export type RunPage = RunDetail & { workers: Workers };
export type Workers = { live: number; lastSeenAt: string | null };
export type RunsPage = RunList & { workers: Workers; history: DayOutcome[] };

/** How many runs of one outcome were asked for on one day (in the console's time zone). */
export type DayOutcome = { day: string; outcome: Outcome; runs: number };
export type Outcome = "succeeded" | "succeeded with errors" | "failed" | "cancelled" | "unfinished";

/** What one run did with one document. */
export type DocumentRun = {
  id: string;
  kind: string;
  state: string;
  at: string;
  action: string;
  reason: string | null;
  by: string;
  added: number;
  kept: number;
  removed: number;
};
