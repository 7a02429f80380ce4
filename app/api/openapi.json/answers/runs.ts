import { z } from "zod";
import { differenceKinds, mostOfAKind } from "#lib/ingest/difference-schemas.ts";
import type { readDifference } from "#lib/ingest/read-difference.ts";
import type { readLog } from "#lib/ingest/read-log.ts";
import type { readProgress } from "#lib/ingest/read-progress.ts";
import type { changeRunLimits, readRunLimitsForm } from "#lib/ingest/run-limits.ts";
import { runLimitsSchema } from "#lib/ingest/run-limits-schemas.ts";
import {
  type Run,
  type RunDetail,
  type RunEvent,
  type RunsPage,
  runKinds,
  runModes,
  runStates,
  type Workers,
} from "#lib/ingest/runs-schemas.ts";
import { type Answer, at, budget, count, exported, made, type Of, page, workers } from "./parts.ts";
import { runCharts } from "./run-charts.ts";
import { runPlan } from "./run-plan.ts";

const run: z.ZodType<Run> = z.strictObject({
  id: z.uuid(),
  kind: z.enum(runKinds),
  mode: z.enum(runModes),
  environment: z.string(),
  requestedBy: z.string(),
  scope: z.record(z.string(), z.unknown()),
  options: z.record(z.string(), z.unknown()),
  state: z.enum(runStates),
  createdAt: at,
  startedAt: at.nullable(),
  finishedAt: at.nullable(),
  documents: z.strictObject({
    total: count,
    scanned: count,
    new: count,
    updated: count,
    repaired: count,
    skipped: count,
    removed: count,
    failed: count,
  }),
  chunks: z.strictObject({ written: count, reused: count, removed: count, embedded: count }),
  tokens: count,
  embeddingRequests: count,
  errors: count,
  warnings: count,
  estimatedCost: z.number(),
  embeddingModel: z.string().nullable(),
  codeVersion: z.string().nullable(),
  errorMessage: z.string().nullable(),
  plannedAt: at.nullable(),
  approvalReason: z.string().nullable(),
  approvedAt: at.nullable(),
  approvedBy: z.string().nullable(),
  retryOf: z.uuid().nullable(),
  heartbeatAt: at.nullable(),
  planned: z.strictObject({
    inputs: count,
    tokens: count,
    requests: count,
    cost: z.number(),
    perMillion: z.number().nullable(),
    priceSince: z.string().nullable(),
  }),
  inputsDone: count,
  inputsPerSecond: z.number().nullable(),
  configuration: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  takenUp: count,
  takenUpAt: at.nullable(),
  problem: z.string().nullable(),
  problemAt: at.nullable(),
  heldBy: z.literal("budget").nullable(),
});

const logLine = z.strictObject({
  id: count,
  at,
  level: z.enum(["info", "warning", "error"]),
  documentId: z.uuid().nullable(),
  path: z.string().nullable(),
  action: z.string(),
  reason: z.string().nullable(),
  message: z.string().nullable(),
});
const event: z.ZodType<RunEvent> = logLine.extend({
  chunksAdded: count,
  chunksKept: count,
  chunksRemoved: count,
  tokens: count,
  durationMs: count.nullable(),
});
const log: Of<typeof readLog> = z.strictObject({ items: z.array(logLine), more: z.boolean() });

const runs: z.ZodType<RunsPage> = page(run).extend({ workers });
const detail: z.ZodType<RunDetail & { workers: Workers }> = z.strictObject({
  run,
  events: page(event),
  workers,
});

const progress: Of<typeof readProgress> = z.strictObject({
  run,
  settled: count,
  toRetry: count,
  now: at,
  workers,
  budget,
  tokensToType: count,
  pace: z.strictObject({ perSecond: z.number(), runs: count }).nullable(),
});

const difference: Of<typeof readDifference> = z.strictObject({
  previous: run.nullable(),
  counts: z.partialRecord(z.enum(differenceKinds), count),
  items: z
    .array(
      z.strictObject({
        path: z.string(),
        documentId: z.uuid().nullable(),
        kind: z.enum(differenceKinds),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    )
    .max(differenceKinds.length * mostOfAKind),
  between: z.strictObject({ edits: count, foreignWrites: count }),
});

const limits = z.strictObject({ limits: runLimitsSchema, version: count });
const changedLimits: Of<typeof changeRunLimits> = limits;
const limitsForm: Of<typeof readRunLimitsForm> = limits.extend({
  listPrices: runLimitsSchema.shape.prices,
  activeModel: z.string().nullable(),
});

export const runAnswers: Record<string, Answer> = {
  "GET /api/runs": runs,
  "POST /api/runs": made,
  "GET /api/runs/charts": runCharts,
  "GET /api/runs/export": exported,
  "GET /api/runs/limits": limitsForm,
  "PUT /api/runs/limits": changedLimits,
  "GET /api/runs/{id}": detail,
  "POST /api/runs/{id}/approve": "nothing",
  "POST /api/runs/{id}/cancel": z.strictObject({ state: z.enum(runStates) }),
  "GET /api/runs/{id}/difference": difference,
  "GET /api/runs/{id}/log": log,
  "GET /api/runs/{id}/plan": runPlan.extend({ progress: progress.optional() }),
  "GET /api/runs/{id}/progress": progress,
  "POST /api/runs/{id}/retry": made,
};
