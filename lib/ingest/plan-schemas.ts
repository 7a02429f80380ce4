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
};

export type PlanTotals = {
  action: RunPlanItem["action"];
  state: RunPlanItem["state"];
  documents: number;
} & RunPlanItem["planned"];

export type RunPlan = { totals: PlanTotals[]; items: RunPlanItem[]; nextCursor: string | null };
