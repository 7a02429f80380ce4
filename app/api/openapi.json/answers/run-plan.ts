import { z } from "zod";
import { planActions, planStates } from "#lib/ingest/plan-schemas.ts";
import type { readPlan } from "#lib/ingest/read-plan.ts";
import { at, count, type Of, page, texts } from "./parts.ts";

const action = z.enum(planActions);
const state = z.enum(planStates);
const chunks = z.strictObject({ added: count, changed: count, kept: count, removed: count });
const planned = chunks.extend({ inputs: count, tokens: count, cost: z.number() });

const item = z.strictObject({
  id: count,
  path: z.string().nullable(),
  formerPath: z.string().nullable(),
  documentId: z.uuid().nullable(),
  action,
  reason: z.string().nullable(),
  message: z.string().nullable(),
  state,
  planned,
  done: chunks.extend({ embedded: count }),
  durationMs: count.nullable(),
  finishedAt: at.nullable(),
  settledBy: z.uuid().nullable(),
  warnings: texts,
  served: z.strictObject({ chunks: count, since: at.nullable() }).nullable(),
});

export const runPlan = page(item).extend({
  totals: z.array(planned.extend({ action, state, documents: count })),
  reasons: z.array(z.strictObject({ action, reason: z.string(), documents: count })),
}) satisfies Of<typeof readPlan>;
