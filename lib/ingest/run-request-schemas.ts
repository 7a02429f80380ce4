import { z } from "zod";
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
