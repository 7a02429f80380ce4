import { z } from "zod";
import type { planShadow } from "#lib/ingest/shadow/plan-shadow.ts";
import type { readModels } from "#lib/ingest/shadow/read-models.ts";
import { shadowStates } from "#lib/ingest/shadow-schemas.ts";
import { type Answer, at, budget, count, day, made, type Of, workers } from "./parts.ts";

const plan: Of<typeof planShadow> = z.strictObject({
  model: z.string(),
  chunks: count,
  tokens: count,
  paid: z.boolean(),
  perMillion: z.number(),
  since: day.nullable(),
  cost: z.number(),
  budget,
});

const set = z.strictObject({
  id: z.uuid(),
  model: z.string(),
  state: z.enum(shadowStates),
  errorMessage: z.string().nullable(),
  held: z.boolean(),
  createdAt: at,
  createdBy: z.string(),
  filledAt: at.nullable(),
  servedUntil: at.nullable(),
  coverage: z.strictObject({ wanted: count, covered: count, failed: count, missingTokens: count }),
  complete: z.boolean(),
  costOfRest: z.number(),
  spent: z.strictObject({ tokens: count, cost: z.number(), requests: count }),
  failures: z.array(
    z.strictObject({
      chunkId: z.uuid(),
      documentId: z.uuid(),
      path: z.string(),
      error: z.string(),
    }),
  ),
});

const models: Of<typeof readModels> = z.strictObject({
  active: z.string().nullable(),
  served: count,
  environment: z.strictObject({ model: z.string(), message: z.string().nullable() }),
  sets: z.array(set),
  readers: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      why: z.string(),
      lastAskedAt: at.nullable(),
    }),
  ),
  runsInTheWay: count,
  workers,
});

export const modelAnswers: Record<string, Answer> = {
  "GET /api/models": models,
  "POST /api/models": made,
  "GET /api/models/plan": plan,
  "DELETE /api/models/{id}": "nothing",
  "POST /api/models/{id}/promote": "nothing",
  "POST /api/models/{id}/resume": "nothing",
  "POST /api/models/{id}/stop": "nothing",
};
