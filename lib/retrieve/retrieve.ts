import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { assertActiveModel } from "#lib/embed/active-model.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import type { Purpose } from "#lib/embed/purpose.ts";
import { env } from "#lib/env/env.ts";
import { logger } from "#lib/logger/logger.ts";
import { choosePlan } from "./choose-plan.ts";
import { configurationHash, effectiveConfiguration } from "./configuration.ts";
import { detectSignals } from "./detect-signals.ts";
import { guardQuery } from "./guard-query.ts";
import { type FoundChunk, mapRow } from "./map-row.ts";
import { vocabularyIn } from "./read-vocabulary.ts";
import { type Ranked, rerank, type Signals } from "./rerank.ts";
import type {
  Configuration,
  RetrievalContext,
  RetrievalResult,
  RetrievedChunk,
  VisibilityCeiling,
} from "./schemas.ts";
import { searchNearest } from "./search-nearest.ts";
import type { Vocabulary } from "./vocabulary.ts";

export type RetrievalRequest = {
  query: string;
  /** What the embedding request is booked under. */
  purpose: Purpose;
  /** What differs from production. */
  configuration?: Partial<Configuration>;
  visibilityCeiling: VisibilityCeiling;
  context?: RetrievalContext | undefined;
};

type Services = { embed: typeof embedQuery };

const searchTimeoutMs = 5_000;

/**
 * The chunks nearest to a query, best first, at most `configuration.k`: guard → embed → filter and
 * search → rerank → cut. Read-only, under the read role; times in milliseconds.
 */
export async function retrieve(
  db: Db,
  request: RetrievalRequest,
  { embed }: Services = { embed: embedQuery },
): Promise<RetrievalResult> {
  const lap = stopwatch();
  const query = guardQuery(request.query);
  const configuration = effectiveConfiguration(
    request.configuration ?? {},
    request.visibilityCeiling,
  );
  const guardMs = lap();
  const { vector, model, lexical } = await embed(query, request.purpose);
  const embedMs = lap();
  const { plan, rows, vocabulary } = await withRole(
    db,
    "perazzi_read",
    async (tx) => {
      await assertActiveModel(tx, model);
      const vocabulary = await vocabularyIn(tx);
      const filter = { configuration, model, pricingCategories: vocabulary.pricingCategories };
      const plan = await choosePlan(tx, filter);
      const rows = await searchNearest(tx, { ...filter, vector, plan });
      return { plan, rows, vocabulary };
    },
    { readOnly: true, timeoutMs: searchTimeoutMs },
  );
  const searchMs = lap();
  const signals = detectSignals(query, vocabulary, request.context);
  const ranked = order(rows.map(mapRow), signals, vocabulary, configuration);
  const results = ranked.slice(0, configuration.k).map(toResult);
  const rerankMs = lap();
  const result: RetrievalResult = {
    results,
    candidateCount: rows.length,
    configuration,
    configurationHash: configurationHash(configuration),
    plan,
    model,
    lexical,
    timings: {
      guardMs,
      embedMs,
      searchMs,
      rerankMs,
      totalMs: guardMs + embedMs + searchMs + rerankMs,
    },
  };
  if (env().PERAZZI_ENABLE_RETRIEVAL_DEBUG) logRetrieval(query, result);
  return result;
}

function order(
  found: FoundChunk[],
  signals: Signals,
  vocabulary: Vocabulary,
  configuration: Configuration,
): Ranked<FoundChunk>[] {
  const silent: Signals = {
    platforms: [],
    disciplines: [],
    models: [],
    focusEntities: [],
    topics: [],
    keywords: [],
    archetypeWeights: {},
  };
  return rerank(found, configuration.rerank ? signals : silent, {
    archetypeK: configuration.archetypeK,
    archetypeConfidenceMin: configuration.archetypeConfidenceMin,
    modeCount: vocabulary.modes.length || 3,
    archetypeCount: vocabulary.archetypes.length || 5,
  });
}

function toResult(row: Ranked<FoundChunk>): RetrievedChunk {
  const { candidate, parts, score, rankBefore, rankAfter } = row;
  const { chunkId, documentId, path, title, category, chunkIndex, headingPath } = candidate;
  const { text, tokenCount, guardrailFlags, cosine } = candidate;
  return {
    chunkId,
    documentId,
    path,
    title,
    category,
    chunkIndex,
    headingPath,
    text,
    tokenCount,
    guardrailFlags,
    cosine,
    rankBefore,
    rankAfter,
    parts,
    score,
  };
}

/** Ids, sizes and scores only: never the query, a text or a vector. */
function logRetrieval(
  query: string,
  { results, timings, plan, configurationHash }: RetrievalResult,
) {
  logger.info(
    {
      queryCharacters: query.length,
      configurationHash,
      plan: plan.kind,
      timings,
      results: results.map(({ chunkId, cosine, score }) => ({ chunkId, cosine, score })),
    },
    "retrieval",
  );
}

/** Each call gives the milliseconds since the one before. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const passed = now - last;
    last = now;
    return passed;
  };
}
