import { z } from "zod";
import type { Absence } from "#lib/retrieve/absence-schemas.ts";
import type { readLeftOut } from "#lib/retrieve/left-out.ts";
import type { changeLogSettings, readLogSettings } from "#lib/retrieve/log/log-settings.ts";
import { logSettingsSchema } from "#lib/retrieve/log-schemas.ts";
import type { measureIndex } from "#lib/retrieve/measure-index.ts";
import type { readModelText } from "#lib/retrieve/model-text.ts";
import type { readKeptCounts } from "#lib/retrieve/read-kept-counts.ts";
import type { LaneLine, RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import type { runtimeAnswer } from "#lib/retrieve/runtime-answer.ts";
import {
  confidentialities,
  configurationChangesSchema,
  configurationSchema,
  visibilities,
} from "#lib/retrieve/schemas.ts";
import type { logged } from "../../logged.ts";
import { type Answer, count, errorSchema, type Of, texts } from "./parts.ts";

const rank = z.int().min(1);
const scoreParts = z.array(
  z.strictObject({ name: z.string(), value: z.number(), because: z.string() }),
);
const keptCounts: Of<typeof readKeptCounts> = z.array(
  z.strictObject({ filter: z.string(), kept: count }),
);
const planKind = z.enum(["exact", "hnsw", "binary", "none"]);
const plan = z.strictObject({
  kind: planKind,
  reason: z.string(),
  kept: z.strictObject({ count, atLeast: z.boolean() }).optional(),
  efSearch: count.optional(),
});

const chunk = z.strictObject({
  chunkId: z.uuid(),
  documentId: z.uuid(),
  path: z.string(),
  title: z.string().nullable(),
  category: z.string(),
  docType: z.string(),
  chunkIndex: count,
  headingPath: z.string().nullable(),
  text: z.string(),
  tokenCount: count.nullable(),
  guardrailFlags: texts,
  visibility: z.enum(visibilities),
  confidentiality: z.enum(confidentialities),
  versions: z.strictObject({ chunk: count, document: count }),
  cosine: z.number().nullable(),
  fulltext: z.number().nullable(),
  ranks: z.strictObject({
    similarity: rank.nullable(),
    fulltext: rank.nullable(),
    fused: rank,
    reranked: rank,
  }),
  rankBefore: rank,
  rankAfter: rank,
  base: z.strictObject({ name: z.enum(["similarity", "fusion", "full text"]), value: z.number() }),
  parts: scoreParts,
  score: z.number(),
});

const candidate = chunk.extend({
  features: z.strictObject({
    title: z.string().nullable(),
    path: z.string(),
    summary: z.string().nullable(),
    primaryModes: texts,
    platforms: texts,
    disciplines: texts,
    relatedEntities: texts,
    labels: texts,
    archetypeBias: texts,
  }),
  cut: z.enum(["diversity", "k"]).nullable(),
});

const notes = z.array(
  z.strictObject({
    code: z.enum(["full text alone", "no embeddings", "no words", "no frequencies", "narrowed"]),
    message: z.string(),
  }),
);

const ms = z.number();
const retrieval = z.strictObject({
  results: z.array(chunk),
  candidateCount: count,
  configuration: configurationSchema,
  configurationHash: z.string(),
  plan,
  signals: z.strictObject({
    mode: z.string().optional(),
    platforms: texts,
    disciplines: texts,
    models: texts,
    focusEntities: texts,
    topics: texts,
    keywords: texts,
    archetypeWeights: z.record(z.string(), z.number()),
  }),
  vocabularySizes: z.strictObject({ modes: count, archetypes: count }),
  model: z.string().nullable(),
  lexical: z.boolean(),
  corpusState: z.strictObject({ version: z.string() }),
  notes,
  timings: z.strictObject({
    guardMs: ms,
    embedMs: ms,
    prepareMs: ms,
    planMs: ms,
    vectorMs: ms,
    fulltextMs: ms,
    fuseMs: ms,
    readMs: ms,
    rerankMs: ms,
    cutMs: ms,
    countMs: ms,
    searchMs: ms,
    totalMs: ms,
  }),
  shared: z
    .array(z.enum(["vectorMs", "fulltextMs"]))
    .optional()
    .describe(
      "Stages whose time was spent waiting for the same search of a retrieval that ran at the same time.",
    ),
  kept: keptCounts.optional(),
  candidates: z.array(candidate).optional(),
});
export const result: z.ZodType<RetrievalResult> = retrieval;
const loggedResult: Of<typeof logged> = retrieval.extend({ retrievalId: z.uuid() });
const lane = count.describe("Which of the lanes that were asked, from 0.");
const laneLine: z.ZodType<LaneLine> = z.union([
  z.strictObject({ lane, answer: loggedResult }),
  errorSchema.extend({ lane, status: z.int() }),
]);

const absence: z.ZodType<Absence> = z.strictObject({
  target: z.strictObject({
    chunkId: z.uuid().nullable().describe("Null where the document has no chunk."),
    documentId: z.uuid(),
    path: z.string(),
    title: z.string().nullable(),
    headingPath: z.string().nullable(),
    chunkIndex: count,
    chunksOfDocument: count,
  }),
  stage: z.enum([
    "chunks",
    "embedding",
    "filter",
    "index",
    "similarity",
    "threshold",
    "words",
    "fusion",
    "rerank",
    "diversity",
    "cut",
    "returned",
  ]),
  sentence: z.string(),
  filters: z.array(z.strictObject({ filter: z.string(), asks: z.string(), passes: z.boolean() })),
  similarity: z.strictObject({ cosine: z.number(), exactRank: rank, of: count }).nullable(),
  foundByIndex: z.boolean().nullable(),
  planKind,
  fulltext: z.strictObject({ score: z.number(), rank }).nullable(),
  fusedRank: rank.nullable(),
  reranked: z.strictObject({ rank, score: z.number(), parts: scoreParts }).nullable(),
  lacks: z.number().nullable(),
  rank: rank.nullable(),
  remedies: z.array(
    z.strictObject({
      words: z.string(),
      configuration: configurationChangesSchema.nullable(),
      rank: rank.nullable(),
    }),
  ),
});

const leftOut: Of<typeof readLeftOut> = z.array(
  z.strictObject({ chunkId: z.uuid(), filters: z.array(texts) }),
);

const indexQuality: Of<typeof measureIndex> = z.strictObject({
  k: count,
  recall: z.number().min(0).max(1).nullable(),
  compared: count,
  plan,
  missed: z.array(
    z.strictObject({
      chunkId: z.uuid(),
      documentId: z.uuid(),
      path: z.string(),
      title: z.string().nullable(),
      headingPath: z.string().nullable(),
      cosine: z.number(),
      exactRank: rank,
    }),
  ),
  planMs: ms,
  exactMs: ms,
  corpusVersion: z.string(),
});

const modelText: Of<typeof readModelText> = z.strictObject({
  chunks: z.array(
    z.strictObject({
      rank,
      chunkId: z.uuid(),
      path: z.string(),
      headingPath: z.string().nullable(),
      text: z.string(),
      tokens: count,
    }),
  ),
  tokens: count,
  k: count,
  notes,
});

const settings = z.strictObject({ settings: logSettingsSchema, version: count });
const logSettings: Of<typeof readLogSettings> = settings;
const changedLogSettings: Of<typeof changeLogSettings> = settings;

const runtime: Of<typeof runtimeAnswer> = z.strictObject({
  retrievalId: z.uuid(),
  results: z.array(
    z.strictObject({
      rank,
      chunkId: z.uuid(),
      documentId: z.uuid(),
      path: z.string(),
      title: z.string().nullable(),
      headingPath: z.string().nullable(),
      chunkIndex: count,
      text: z.string(),
      tokenCount: count.nullable(),
      guardrailFlags: texts,
      score: z.number(),
      scores: z.strictObject({
        similarity: z.number().nullable(),
        fullText: z.number().nullable(),
        boosts: z.array(z.strictObject({ name: z.string(), value: z.number() })),
      }),
    }),
  ),
  candidates: count,
  plan: z.string(),
  model: z.string().nullable(),
  configurationHash: z.string(),
  notes: z.array(z.strictObject({ code: z.string(), message: z.string() })),
  milliseconds: z.strictObject({ embed: ms, search: ms, rerank: ms, total: ms }),
});

export const retrievalAnswers: Record<string, Answer> = {
  "POST /api/retrieval/index-quality": indexQuality,
  "POST /api/retrieval/kept-counts": z.strictObject({ items: keptCounts, nextCursor: z.null() }),
  "POST /api/retrieval/lanes": { lines: laneLine },
  "POST /api/retrieval/left-out": z.strictObject({ items: leftOut, nextCursor: z.null() }),
  "GET /api/retrieval/log-settings": logSettings,
  "PUT /api/retrieval/log-settings": changedLogSettings,
  "POST /api/retrieval/model-text": modelText,
  "POST /api/retrieval/query": loggedResult,
  "POST /api/retrieval/why-not": absence,
  "POST /api/v1/retrieve": runtime,
};
