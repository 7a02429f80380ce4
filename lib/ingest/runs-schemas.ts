import { z } from "zod";

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

/** What the runs screen reads from its URL; a value it does not know is left out, never an error. */
export const runsSearchSchema = z.object({
  kind: z.enum(runKinds).optional().catch(undefined),
  state: z.enum(runStates).optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
});
export type RunsSearch = z.infer<typeof runsSearchSchema>;

/** The URL query of a search, with its question mark; empty for the default search. */
export function runsSearchQuery({ kind, state, before }: RunsSearch): string {
  const query = new URLSearchParams();
  if (kind) query.set("kind", kind);
  if (state) query.set("state", state);
  if (before) query.set("before", before);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** GET /api/runs. Here a wrong value is an error. */
export const listRunsQuerySchema = z.object({
  kind: z.enum(runKinds).optional(),
  state: z.enum(runStates).optional(),
  before: z.uuid("takes the id of a run").optional(),
  cursor: z.uuid("takes a nextCursor of this list").optional(),
  documentId: z.uuid("takes the id of a document").optional(),
  active: z.enum(["0", "1"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** GET /api/runs/[id]: which page of its events. */
export const readRunQuerySchema = z.object({
  cursor: z.coerce.number().int().min(0).optional(),
  level: z.enum(["info", "warning", "error"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(200),
});

/** POST /api/runs: re-embed some documents, or ingest the whole corpus. */
export const requestRunSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("reembed"),
    documentIds: z.array(z.uuid("takes the id of a document")).min(1).max(200),
  }),
  z.strictObject({
    kind: z.literal("ingest"),
    mode: z.enum(["incremental", "full", "dry-run", "audit"]).default("incremental"),
  }),
]);
export type RequestRun = z.infer<typeof requestRunSchema>;

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
export type Workers = { live: number; lastSeenAt: string | null };
export type RunsPage = RunList & { workers: Workers; history: DayOutcome[] };

/** How many runs of one outcome were asked for on one day (in the console's time zone). */
export type DayOutcome = { day: string; outcome: Outcome; runs: number };
export type Outcome = "succeeded" | "succeeded with errors" | "failed" | "cancelled" | "unfinished";
