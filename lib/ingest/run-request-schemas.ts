import { z } from "zod";
import { driftKinds } from "./file-drift-schemas.ts";
import { planActions, planStates } from "./plan-schemas.ts";
import { runKinds, runStates } from "./runs-schemas.ts";

/** What the runs screen reads from its URL; a value it does not know is left out, never an error. */
export const runsSearchSchema = z.object({
  kind: z.enum(runKinds).optional().catch(undefined),
  state: z.enum(runStates).optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
});

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

const documentIds = z.array(z.uuid("takes the id of a document")).min(1).max(2000);
const filters = {
  /** One file or folder. */
  path: z.string().min(1).max(1000).optional(),
  category: z.string().min(1).max(200).optional(),
  docType: z.string().min(1).max(200).optional(),
  /** Wait for a person once the plan is made. */
  approve: z.boolean().optional(),
  /** A removal of more than a tenth of the active documents is confirmed. */
  confirmRemoval: z.boolean().optional(),
};

/** POST /api/runs: ingest or re-embed the whole corpus, or a part of it. */
export const requestRunSchema = z.union([
  z.strictObject({
    kind: z.literal("reembed"),
    mode: z.literal("selection").default("selection"),
    documentIds,
    ...filters,
  }),
  z.strictObject({
    kind: z.literal("reembed"),
    mode: z.enum(["stale", "full"]),
    documentIds: documentIds.optional(),
    ...filters,
  }),
  z.strictObject({
    kind: z.literal("ingest"),
    mode: z.enum(["incremental", "full", "dry-run", "audit"]).default("incremental"),
    documentIds: documentIds.optional(),
    ...filters,
  }),
]);
export type RequestRun = z.infer<typeof requestRunSchema>;

/** GET /api/runs/[id]/plan: which page of it. */
export const readPlanQuerySchema = z.object({
  cursor: z.coerce.number().int().min(0).optional(),
  action: z.enum(planActions).optional(),
  state: z.enum(planStates).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** GET /api/file-drift. */
export const fileDriftQuerySchema = z.object({
  kind: z.enum(driftKinds).optional(),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
