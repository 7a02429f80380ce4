import { z } from "zod";
import { subjects } from "#lib/corpus/field-schemas.ts";
import type { Waiting } from "#lib/corpus/row-schemas.ts";
import type { saveView } from "#lib/corpus/save-view.ts";
import type { editRow } from "#lib/curate/edit-row.ts";
import type { findInQueries } from "#lib/curate/find-in-queries.ts";
import type { readEditable, readEditChoices } from "#lib/curate/read-editable.ts";
import { type Answer, at, count, each, type Of, page, texts } from "./parts.ts";
import { fieldValue, querySource, vocabularies } from "./values.ts";

// What tables of documents and of chunks have in common.

export const rowPage = <S extends z.ZodType>(row: S) =>
  page(row).extend({ previousCursor: z.string().nullable(), seenAt: at });

export const facets = <K extends string>(names: readonly K[]) =>
  z.strictObject({
    total: z.strictObject({ count, exact: z.boolean() }),
    facets: each(
      names,
      z.strictObject({
        exact: z.boolean(),
        values: z.array(z.strictObject({ value: z.string().nullable(), count })),
      }),
    ),
    seenAt: at,
  });

export const waiting: z.ZodType<Waiting> = z
  .strictObject({ runId: z.uuid(), state: z.string() })
  .nullable();

export const edited: Of<typeof editRow> = z.strictObject({
  changeSetId: z.uuid().nullable(),
  version: count,
  changed: texts,
  effect: z.strictObject({ left: count, entered: count, served: count }),
  followUp: z
    .strictObject({ runId: z.uuid(), state: z.enum(["queued", "waiting for approval"]) })
    .nullable(),
});

const choices = z.strictObject({
  subject: z.enum(subjects),
  label: z.string(),
  values: z.record(z.string(), fieldValue),
  manifest: z.record(z.string(), fieldValue),
  origins: z.record(z.string(), z.strictObject({ by: z.string(), at, over: fieldValue })),
  vocabularies,
  suggestions: z.record(z.string(), texts).optional(),
  zone: z.string(),
  mayExtend: z.boolean(),
});
const editChoices: Of<typeof readEditChoices> = choices;
export const editable: Of<typeof readEditable> = choices.extend({ id: z.uuid(), version: count });

export const places: Of<typeof findInQueries> = z.strictObject({
  source: querySource,
  asked: count,
  found: z.array(
    z.strictObject({ name: z.string(), text: z.string(), k: count, ranks: z.array(count) }),
  ),
  notAsked: count,
  failed: texts,
});

const view: Of<typeof saveView> = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  query: z.string(),
  shared: z.boolean(),
  by: z.string().nullable(),
  mayDelete: z.boolean(),
});

export const rowAnswers: Record<string, Answer> = {
  "PUT /api/tables/{screen}/default-view": "nothing",
  "PUT /api/tables/{screen}/layout": "nothing",
  "POST /api/tables/{screen}/views": view,
  "DELETE /api/tables/{screen}/views/{view}": "nothing",
  "GET /api/vocabularies": editChoices,
  "POST /api/vocabularies": vocabularies,
};
