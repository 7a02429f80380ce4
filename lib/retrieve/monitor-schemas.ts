// Without zod: the monitoring page loads this; what is parsed is in monitor-request-schemas.ts.

/** The times that monitoring can look back over, and the width of one bar of each. */
export const ranges = {
  "1h": { label: "1 hour", seconds: 3_600, step: 120 },
  "24h": { label: "24 hours", seconds: 86_400, step: 3_600 },
  "7d": { label: "7 days", seconds: 604_800, step: 21_600 },
  "30d": { label: "30 days", seconds: 2_592_000, step: 86_400 },
  "90d": { label: "90 days", seconds: 7_776_000, step: 259_200 },
} as const;
export type Range = keyof typeof ranges;

/** The state of the monitoring screen, in its URL. `who`: "api" every program, "lab" people, or a consumer's id. */
export type MonitoringState = { range: Range; who: string };
export const monitoringDefaults: MonitoringState = { range: "24h", who: "api" };

export const callOutcomes = ["answered", "empty", "refused", "failed"] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** What the list of calls can be narrowed to; `alone`: answered by full text where vectors were to be compared. */
export const callEndings = ["any", ...callOutcomes, "alone"] as const;

export const callOrders = ["latest", "lowest", "slowest"] as const;

/** The state of the list of calls, in its URL. */
export type CallListState = MonitoringState & {
  outcome: (typeof callEndings)[number];
  sort: (typeof callOrders)[number];
  page: number;
};
export const callListDefaults: CallListState = {
  ...monitoringDefaults,
  outcome: "any",
  sort: "latest",
  page: 1,
};

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
  /** The first of its notes, such as "full text alone". */
  degraded: string | null;
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
  /** The shown part of its newest token, as two may have one name; null: the lab. */
  lookup: string | null;
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
  /** Answers by full text where the provider gave no vector. */
  alone: number;
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
