import { z } from "zod";
import type { compareQuestions } from "#lib/evaluate/compare-questions.ts";
import type { importQueries } from "#lib/evaluate/import-queries.ts";
import { type MeasureDetail, questionSources } from "#lib/evaluate/index-measure-schemas.ts";
import type { listMeasures } from "#lib/evaluate/index-quality/list-measures.ts";
import type { listAsked } from "#lib/evaluate/list-asked.ts";
import type { listQueries } from "#lib/evaluate/list-queries.ts";
import {
  configurationInputSchema,
  type FrozenResults,
  queryInputSchema,
  type SavedConfiguration,
  type SavedQuery,
} from "#lib/evaluate/schemas.ts";
import {
  configurationChangesSchema,
  configurationSchema,
  contextSchema,
} from "#lib/retrieve/schemas.ts";
import { type Answer, at, count, made, type Of, texts } from "./parts.ts";
import { result } from "./retrieval.ts";

const owned = {
  id: z.uuid(),
  version: count,
  owner: z.string(),
  mine: z.boolean(),
  updatedAt: at,
};
const query: z.ZodType<SavedQuery> = queryInputSchema.extend(owned);
const configuration: z.ZodType<SavedConfiguration> = configurationInputSchema.extend(owned);

const queries: Of<typeof listQueries> = z.strictObject({
  items: z.array(query),
  total: count,
  sets: z.array(z.strictObject({ id: z.uuid(), name: z.string(), queries: count })),
  withoutSet: count,
});

const imported: Of<typeof importQueries> = z.strictObject({
  added: count,
  known: count,
  problems: z.array(z.strictObject({ line: count, message: z.string() })),
});

const history: Of<typeof listAsked> = z.strictObject({
  mine: z.array(
    z.strictObject({
      text: z.string(),
      context: contextSchema,
      lanes: texts,
      at,
      times: count,
    }),
  ),
  production: z.array(z.strictObject({ text: z.string(), at, times: count, results: count })),
  productionLogged: z.boolean(),
});

const comparedLane = z.strictObject({
  results: z.array(
    z.strictObject({
      chunkId: z.uuid(),
      documentId: z.uuid(),
      path: z.string(),
      title: z.string().nullable(),
    }),
  ),
  ms: z.number(),
  problem: z.string().nullable(),
});
const compared: Of<typeof compareQuestions> = z.array(
  z.strictObject({ text: z.string(), lanes: z.tuple([comparedLane, comparedLane]) }),
);

const frozen: z.ZodType<FrozenResults> = z.strictObject({
  id: z.uuid(),
  title: z.string().nullable(),
  query: z.string(),
  context: contextSchema,
  lanes: z.array(
    z.strictObject({
      name: z.string(),
      token: z.string(),
      settings: configurationChangesSchema.nullable(),
      result: result.nullable(),
      problem: z.string().nullable(),
      since: z.record(z.string(), z.enum(["same", "changed", "gone"])),
      withheld: z.boolean(),
    }),
  ),
  by: z.string(),
  at,
  corpusVersion: z.string(),
  writesSince: count,
});

const recall = z.number().min(0).max(1);
const source = z.enum(questionSources);
const measure = z.strictObject({
  id: z.uuid(),
  state: z.enum(["waiting", "running", "finished", "failed"]),
  requestedAt: at,
  requestedBy: z.string(),
  finishedAt: at.nullable(),
  errorMessage: z.string().nullable(),
  planned: count,
  done: count,
  measured: count,
  unmeasured: count,
  meanRecall: recall.nullable(),
  p5Recall: recall.nullable(),
  perfect: count,
  corpusVersion: count.nullable(),
});
const measures: Of<typeof listMeasures> = z.strictObject({ items: z.array(measure) });

const measured = z.array(
  z.strictObject({
    n: count,
    source,
    label: z.string().nullable(),
    chunkId: z.uuid().nullable(),
    recall: recall.nullable(),
    compared: count,
    missed: count,
    plan: z.string().nullable(),
    planMs: z.number().nullable(),
    exactMs: z.number().nullable(),
    problem: z.string().nullable(),
  }),
);
const measureDetail: z.ZodType<MeasureDetail> = measure.extend({
  configuration: configurationSchema.nullable(),
  configurationHash: z.string().nullable(),
  distribution: z.array(z.strictObject({ from: z.number(), questions: count })),
  worst: measured,
  failed: measured,
  bySource: z.array(z.strictObject({ source, questions: count, meanRecall: recall.nullable() })),
  plans: z.array(
    z.strictObject({
      plan: z.string(),
      questions: count,
      planMs: z.number(),
      exactMs: z.number(),
    }),
  ),
});

const all = <S extends z.ZodType>(items: S) => z.strictObject({ items, nextCursor: z.null() });

export const labAnswers: Record<string, Answer> = {
  "POST /api/retrieval/compare": all(compared),
  "GET /api/retrieval/configurations": all(z.array(configuration)),
  "POST /api/retrieval/configurations": configuration,
  "PUT /api/retrieval/configurations/{id}": configuration,
  "DELETE /api/retrieval/configurations/{id}": "nothing",
  "POST /api/retrieval/frozen": made,
  "GET /api/retrieval/frozen/{id}": frozen,
  "GET /api/retrieval/history": history,
  "POST /api/retrieval/history": "nothing",
  "GET /api/retrieval/index-measures": measures,
  "POST /api/retrieval/index-measures": made,
  "GET /api/retrieval/index-measures/{id}": measureDetail,
  "GET /api/retrieval/queries": queries,
  "POST /api/retrieval/queries": query,
  "POST /api/retrieval/queries/import": imported,
  "DELETE /api/retrieval/queries/{id}": "nothing",
  "GET /api/retrieval/queries/{id}": query,
  "PUT /api/retrieval/queries/{id}": query,
};
