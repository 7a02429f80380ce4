// Without zod: pages that show a plan load this.

export const planActions = [
  "new",
  "update",
  "repair",
  "remove",
  "skip",
  "fail",
  "re-embed",
] as const;
export const planStates = ["planned", "working", "done", "failed", "cancelled"] as const;

type Chunks = { added: number; changed: number; kept: number; removed: number };

/** One document of a run's plan, and what became of it. */
export type RunPlanItem = {
  id: number;
  path: string | null;
  /** Where the file was before, if it was renamed. */
  formerPath: string | null;
  documentId: string | null;
  action: (typeof planActions)[number];
  reason: string | null;
  /** Why it failed. */
  message: string | null;
  state: (typeof planStates)[number];
  planned: Chunks & { inputs: number; tokens: number; cost: number };
  done: Chunks & { embedded: number };
  durationMs: number | null;
  finishedAt: string | null;
  /** The later run in which its failure was mended. */
  settledBy: string | null;
  /** What is worth knowing about a document that was done all the same. */
  warnings: string[];
  /** Of one that failed: what readers are served meanwhile. */
  served: Served | null;
};

/** Chunks that are served, and the ingestion that they are from; no chunks: nothing is served. */
export type Served = { chunks: number; since: string | null };

export type PlanTotals = {
  action: RunPlanItem["action"];
  state: RunPlanItem["state"];
  documents: number;
} & RunPlanItem["planned"];

/** What kept the last run from bringing a document up to date, and what is served meanwhile. */
export type DocumentFailure = Pick<RunPlanItem, "message" | "served"> & {
  runId: string;
  at: string;
};

/** How many documents have an action for one reason; the number at its start is left out. */
export type PlanReason = { action: RunPlanItem["action"]; reason: string; documents: number };

export type RunPlan = {
  totals: PlanTotals[];
  reasons: PlanReason[];
  items: RunPlanItem[];
  nextCursor: string | null;
};
