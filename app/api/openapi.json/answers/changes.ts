import { z } from "zod";
import type { QueriesEffect, RowOutcome } from "#lib/corpus/change-set-schemas.ts";
import { subjects } from "#lib/corpus/field-schemas.ts";
import { flagKinds } from "#lib/corpus/flag-schemas.ts";
import type { applyChangeSet } from "#lib/curate/apply-change-set.ts";
import type { draftChangeSet } from "#lib/curate/draft-change-set.ts";
import type { importCsv } from "#lib/curate/import-csv.ts";
import type { listAudit } from "#lib/curate/list-audit.ts";
import type { listChangeSets } from "#lib/curate/list-change-sets.ts";
import type { listFlags } from "#lib/curate/list-flags.ts";
import type { predictEffect } from "#lib/curate/predict-effect.ts";
import type { readChangeSet } from "#lib/curate/read-change-set.ts";
import { type Answer, at, count, exported, made, type Of, page, texts } from "./parts.ts";
import { changeSetState, fieldValue, querySource } from "./values.ts";

const subject = z.enum(subjects);
const outcome: z.ZodType<RowOutcome> = z.enum(["pinned", "changed", "same", "skipped"]);

const row = z.strictObject({
  subjectId: z.uuid(),
  label: z.string(),
  outcome,
  why: z.string().nullable(),
  fields: z.array(
    z.strictObject({ name: z.string(), label: z.string(), from: fieldValue, to: fieldValue }),
  ),
});

const effectRows = z.strictObject({ total: count, change: count, same: count, skipped: count });
const serving = z.strictObject({
  now: count,
  after: count,
  leave: count,
  enter: count,
  withoutVector: count,
  asOf: at.nullable(),
});

const effect: Of<typeof predictEffect> = z.strictObject({
  subject,
  rows: effectRows,
  sample: z.array(row),
  serving,
  embedding: z.strictObject({
    again: count,
    tokens: count,
    cost: z.number(),
    recutDocuments: count,
    parked: count,
  }),
  guardrail: z
    .strictObject({
      scanned: count,
      notScanned: count,
      suspects: z.array(
        z.strictObject({
          chunkId: z.uuid(),
          documentId: z.uuid(),
          label: z.string(),
          heading: z.string().nullable(),
        }),
      ),
      suspectCount: count,
    })
    .nullable(),
  asksReason: z.boolean(),
  looser: z.boolean(),
  needsApproval: z.boolean(),
});

const queries: z.ZodType<QueriesEffect> = z.strictObject({
  source: querySource,
  checked: count,
  changed: count,
  results: z.array(
    z.strictObject({
      id: z.uuid(),
      query: z.string(),
      privateTo: z.uuid().nullable(),
      changed: z.boolean(),
      k: count,
      leave: count,
      enter: count,
      moved: count,
      first: z
        .strictObject({
          chunkId: z.uuid(),
          label: z.string(),
          from: count.nullable(),
          to: count.nullable(),
        })
        .nullable(),
      before: texts,
      after: texts,
    }),
  ),
  notChecked: texts,
  asOf: at.nullable(),
  ms: z.number(),
});

const changeSet = z.strictObject({
  id: z.uuid(),
  kind: z.enum(["edit", "bulk", "csv", "undo", "drift"]),
  state: changeSetState,
  subject,
  name: z.string(),
  note: z.string().nullable(),
  reason: z.string().nullable(),
  by: z.string(),
  createdAt: at,
  appliedAt: at.nullable(),
  decidedBy: z.string().nullable(),
  filter: z.string().nullable(),
  changes: z.array(z.strictObject({ label: z.string(), text: z.string() })),
  rows: z.strictObject({ total: count, changed: count, same: count, skipped: count }),
  withheld: z
    .boolean()
    .describe(
      "Some rows are hidden from who reads it: the others are counted, and what it did is left out.",
    ),
  undoOf: z.uuid().nullable(),
  undoneBy: z.uuid().nullable(),
  predicted: z.strictObject({ effect, queries: queries.nullable() }).nullable(),
  actual: z
    .strictObject({
      effect: z.strictObject({ rows: effectRows, serving }),
      queries: queries.nullable(),
    })
    .nullable(),
  mayDecide: z.boolean(),
  mayUndo: z.boolean(),
});
const changeSets: Of<typeof listChangeSets> = page(changeSet);
const changeSetRows: Of<typeof readChangeSet> = changeSet.extend({
  done: count,
  items: z.array(row),
  nextAfter: count.nullable(),
});

const draft = z.strictObject({ id: z.uuid(), total: count });
const drafted: Of<typeof draftChangeSet> = draft;
const imported: Of<typeof importCsv> = draft.extend({
  same: count,
  problems: z.array(z.strictObject({ line: count, message: z.string() })),
  ignored: texts,
});
const applied: Of<typeof applyChangeSet> = z.strictObject({ id: z.uuid(), state: changeSetState });

const flags: Of<typeof listFlags> = page(
  z.strictObject({
    id: z.uuid(),
    subject,
    subjectId: z.uuid(),
    documentId: z.uuid(),
    label: z.string(),
    kind: z.enum(flagKinds),
    note: z.string(),
    by: z.string(),
    at,
    resolvedAt: at.nullable(),
    resolvedBy: z.string().nullable(),
    resolution: z.string().nullable(),
  }),
);

const audit: Of<typeof listAudit> = page(
  z.strictObject({
    id: z.uuid(),
    at,
    actor: z.string(),
    action: z.string(),
    subjectType: z.string(),
    subjectId: z.string(),
    subjectLabel: z.string().nullable(),
    field: z.string().nullable(),
    from: z.unknown(),
    to: z.unknown(),
    reason: z.string().nullable(),
    changeSetId: z.uuid().nullable(),
    requestId: z.string().nullable(),
  }),
);

export const changeAnswers: Record<string, Answer> = {
  "GET /api/audit": audit,
  "GET /api/audit/export": exported,
  "GET /api/changes": changeSets,
  "POST /api/changes": drafted,
  "POST /api/changes/import": imported,
  "GET /api/changes/{id}": changeSetRows,
  "POST /api/changes/{id}/apply": applied,
  "POST /api/changes/{id}/check": queries,
  "POST /api/changes/{id}/decision": applied,
  "POST /api/changes/{id}/effect": effect,
  "POST /api/changes/{id}/queries": queries,
  "POST /api/changes/{id}/undo": applied,
  "POST /api/effects": effect,
  "POST /api/effects/queries": queries,
  "GET /api/flags": flags,
  "POST /api/flags": made,
  "PATCH /api/flags/{id}": "nothing",
};
