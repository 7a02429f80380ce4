import { z } from "zod";
import { exportFormats } from "#lib/corpus/export-rows.ts";
import { type LookBack, lookBacks } from "#lib/format/days.ts";
import { cleanText, exactText } from "#lib/url/search-params.ts";
import { driftKinds } from "./file-drift-schemas.ts";
import { planActions, planStates } from "./plan-schemas.ts";
import { runKinds, runStates, runViews } from "./runs-schemas.ts";

const day = z.iso
  .date("takes a day such as 2026-11-24")
  .refine((one) => one >= "1970-01-01", "is too early");
// Zod wants a tuple: these are the keys of an object that is not empty.
const lookBackNames = Object.keys(lookBacks) as [LookBack, ...LookBack[]];
const name = cleanText(320).min(1);
const reason = exactText(1000).min(1).meta({
  description: "Only runs that failed for this reason of the charts, or a document in them.",
});

/** Which runs of which days. */
const runFilterShape = {
  time: z.enum(lookBackNames).optional(),
  from: day.optional(),
  to: day.optional(),
  kind: z.enum(runKinds).optional(),
  state: z.enum([...runStates, "unfinished"]).optional(),
  who: name.optional(),
  environment: name.optional(),
};
const lenient = <T>(schema: z.ZodType<T | undefined>) => schema.optional().catch(undefined);

/** What the runs screen reads from its URL; a value it does not know is left out, never an error. */
export const runsSearchSchema = z.object({
  time: lenient(runFilterShape.time),
  from: lenient(runFilterShape.from),
  to: lenient(runFilterShape.to),
  kind: lenient(runFilterShape.kind),
  state: lenient(runFilterShape.state),
  who: lenient(runFilterShape.who),
  environment: lenient(runFilterShape.environment),
  view: lenient(z.enum(runViews)),
  on: lenient(day),
  reason: lenient(reason),
  before: lenient(z.uuid()),
});

/** GET /api/runs/charts: the bars of these runs. Here a wrong value is an error. */
export const runChartsQuerySchema = z.object(runFilterShape);

/** GET /api/runs/export: these runs, or those of one bar or reason. */
export const exportRunsQuerySchema = z.object({
  ...runFilterShape,
  on: day.optional(),
  reason: reason.optional(),
  format: z.enum(exportFormats).default("csv"),
});

/** GET /api/runs. Without days: of any time. */
export const listRunsQuerySchema = z.object({
  ...runFilterShape,
  on: day.optional(),
  reason: reason.optional(),
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

/** More documents than this are no selection: a run over a filter by path, category or type takes them all. */
export const mostChosen = 2000;

/** GET /api/runs/[id]/log: which lines of it. */
export const readLogQuerySchema = z.object({
  after: z.coerce.number().int().min(0).optional(),
  before: z.coerce.number().int().min(1).optional(),
  level: z.enum(["info", "warning", "error"]).optional(),
  q: z.string().trim().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(200),
});

const documentIds = z.array(z.uuid("takes the id of a document")).min(1).max(mostChosen);
const filters = {
  /** Instead of documentIds: all that this query of the documents table matches now. */
  filter: z.string().max(4000).optional(),
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
  z
    .strictObject({
      kind: z.literal("reembed"),
      mode: z.literal("selection").default("selection"),
      documentIds: documentIds.optional(),
      ...filters,
    })
    .refine(({ documentIds, filter }) => documentIds !== undefined || filter !== undefined, {
      path: ["documentIds"],
      message: "takes at least one document, or a filter",
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
type Asked = z.infer<typeof requestRunSchema>;
export type RequestRun = Pick<Asked, "kind" | "mode"> &
  Partial<Omit<Asked, "kind" | "mode" | "filter">>;

/** POST /api/runs/[id]/approve: the number of tokens, where it has to be typed. */
export const approveRunSchema = z
  .strictObject({ tokens: z.number().int().min(0).optional() })
  .default({});

/** GET /api/runs/[id]/plan: which page of it. */
export const readPlanQuerySchema = z.object({
  cursor: z.coerce.number().int().min(0).optional(),
  action: z.enum(planActions).optional(),
  state: z.enum(planStates).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  /** The run's figures too: a page that shows both asks once. */
  progress: z.literal("true").optional(),
});

/** GET /api/file-drift. */
export const fileDriftQuerySchema = z.object({
  kind: z.enum(driftKinds).optional(),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
