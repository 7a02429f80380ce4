// Without zod, because every page that shows a run loads this; what is parsed is in run-request-schemas.ts.

import type { DaySpan } from "#lib/format/days.ts";

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

export type Timed = Pick<
  Run,
  "startedAt" | "finishedAt" | "approvedAt" | "plannedAt" | "approvalReason"
>;

/** Milliseconds of work up to now, without what it waits or waited for a person; null before it starts. */
export function workedMs(run: Timed, now: number): number | null {
  const { startedAt, finishedAt, approvedAt, plannedAt, approvalReason } = run;
  if (!startedAt) return null;
  const start = Date.parse(startedAt);
  if (approvalReason && plannedAt && !approvedAt) return Math.max(0, Date.parse(plannedAt) - start);
  const end = finishedAt ? Date.parse(finishedAt) : now;
  const waited = approvedAt && plannedAt ? Date.parse(approvedAt) - Date.parse(plannedAt) : 0;
  return Math.max(0, end - start - Math.max(0, waited));
}

/** How a run ended, or that it has not. */
export const outcomes = [
  "succeeded",
  "succeeded with errors",
  "failed",
  "cancelled",
  "unfinished",
] as const;
export type Outcome = (typeof outcomes)[number];

/** What of the runs a chart shows. */
export const runViews = [
  "outcome",
  "duration",
  "documents",
  "chunks",
  "tokens",
  "throughput",
  "failures",
] as const;
export type RunView = (typeof runViews)[number];

/** Which runs: the same for charts, table and files. */
export type RunFilter = {
  kind?: RunKind | undefined;
  state?: RunState | "unfinished" | undefined;
  /** Who asked, as it is written. */
  who?: string | undefined;
  environment?: string | undefined;
};

/** What the runs screen keeps in its URL: which runs of which days, the chart, the bar that was chosen, the page. */
export type RunsSearch = RunFilter &
  DaySpan & {
    view?: RunView | undefined;
    /** The first day of a bar, or why something failed: the table keeps to those runs. */
    on?: string | undefined;
    reason?: string | undefined;
    before?: string | undefined;
  };

const searchKeys = [
  "time",
  "from",
  "to",
  "kind",
  "state",
  "who",
  "environment",
  "view",
  "on",
  "reason",
  "before",
] as const satisfies (keyof RunsSearch)[];

/** The URL query of a search, with its question mark; empty for the default search. */
export function runsSearchQuery(search: RunsSearch): string {
  const query = new URLSearchParams();
  for (const key of searchKeys) {
    const value = search[key];
    if (value) query.set(key, value);
  }
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
  /** When a worker last said that it works this run. */
  heartbeatAt: string | null;
  /** What the plan would embed: texts, their tokens, requests, US dollars, and the price it was reckoned with. */
  planned: {
    inputs: number;
    tokens: number;
    requests: number;
    cost: number;
    perMillion: number | null;
    priceSince: string | null;
  };
  /** Of the planned texts: how many are embedded, and how many a second lately. */
  inputsDone: number;
  inputsPerSecond: number | null;
  configuration: Record<string, string | number | null>;
  /** How often a worker fell silent and its work was taken up again. */
  takenUp: number;
  takenUpAt: string | null;
  /** Why it does not get on at the moment. */
  problem: string | null;
  problemAt: string | null;
  heldBy: "budget" | null;
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

/** A line of a run's log. */
export type RunLogLine = Pick<
  RunEvent,
  "id" | "at" | "level" | "action" | "path" | "documentId" | "reason" | "message"
>;
export type RunLog = { items: RunLogLine[]; more: boolean };

export type RunList = { items: Run[]; nextCursor: string | null };
export type RunEvents = { items: RunEvent[]; nextCursor: string | null };
export type RunDetail = { run: Run; events: RunEvents };
/** A run as its page shows it, at the database's `now`. */
export type RunProgress = {
  run: Run;
  /** How many documents that failed or were left undone a later run has mended. */
  settled: number;
  /** How many of them a retry would take. */
  toRetry: number;
  now: string;
  workers: Workers;
  /** Tokens of today; `tokens` is null where there is no limit. */
  budget: { tokens: number | null; spent: number; endsAt: string };
  /** From more tokens than this on their number is typed to start it. */
  tokensToType: number;
  /** While it waits for approval: how fast such runs were, and how many of them that says. */
  pace: { perSecond: number; runs: number } | null;
};
export type Workers = { live: number; lastSeenAt: string | null };
export type RunsPage = RunList & { workers: Workers };

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
