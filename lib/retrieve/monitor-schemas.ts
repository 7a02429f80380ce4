import { z } from "zod";

/** The times that monitoring can look back over, and the width of one bar of each. */
export const ranges = {
  "1h": { label: "1 hour", seconds: 3_600, step: 120 },
  "24h": { label: "24 hours", seconds: 86_400, step: 3_600 },
  "7d": { label: "7 days", seconds: 604_800, step: 21_600 },
  "30d": { label: "30 days", seconds: 2_592_000, step: 86_400 },
  "90d": { label: "90 days", seconds: 7_776_000, step: 259_200 },
} as const;
export type Range = keyof typeof ranges;
const rangeNames = Object.keys(ranges) as [Range, ...Range[]];

/** "api": every program; "lab": people; "all": both; an id: one consumer, over all its secrets. */
const whoSchema = z.union([z.enum(["api", "lab", "all"]), z.uuid()]);

/** The state of the monitoring screen, in its URL. */
export const monitoringSchema = z.object({
  range: z.enum(rangeNames).default("24h"),
  who: whoSchema.default("api"),
});
export type MonitoringState = z.output<typeof monitoringSchema>;

export const callOutcomes = ["answered", "empty", "refused", "failed"] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** The state of the list of calls, in its URL. */
export const callListSchema = monitoringSchema.extend({
  outcome: z.enum(["any", ...callOutcomes]).default("any"),
  sort: z.enum(["latest", "lowest", "slowest"]).default("latest"),
  page: z.coerce.number().int().min(1).max(200).default(1),
});
export type CallListState = z.output<typeof callListSchema>;

export type Percentiles = { p50: number; p95: number; p99: number };

/** One bar of time: counts by outcome, and the percentiles of what was answered in it (ms). */
export type Bucket = {
  at: string;
  counts: Record<CallOutcome, number>;
  p50: number | null;
  p95: number | null;
};

export type CallRow = {
  id: string;
  at: string;
  who: string;
  origin: "api" | "lab";
  outcome: CallOutcome;
  status: number;
  errorCode: string | null;
  calls: number;
  queryText: string | null;
  queryCharacters: number | null;
  results: number;
  topScore: number | null;
  totalMs: number;
};

export type ConsumerRow = {
  /** The family of its tokens; null: the lab. */
  familyId: string | null;
  consumer: string;
  calls: number;
  errors: number;
  empty: number;
  p95: number | null;
  lastAt: string;
};

export type ReturnedRow = {
  id: string;
  documentId: string;
  title: string;
  path: string;
  /** Of a chunk: where it stands. */
  place: string | null;
  times: number;
  bestRank: number;
};

export type NeverRow = Pick<ReturnedRow, "id" | "documentId" | "title" | "path" | "place">;

export type Monitoring = {
  asOf: string;
  counts: Record<CallOutcome, number>;
  dropped: number;
  latency: Percentiles | null;
  buckets: Bucket[];
  stages: ({ stage: string } & Percentiles)[];
  errors: { code: string; status: number; calls: number; lastAt: string }[];
  consumers: ConsumerRow[];
  lowest: CallRow[];
  latest: CallRow[];
};

export type Returned = {
  documents: ReturnedRow[];
  chunks: ReturnedRow[];
  /** Served, but in no answer of this time. */
  neverDocuments: { total: number; served: number; first: NeverRow[] };
  neverChunks: { total: number; served: number; first: NeverRow[] };
};
