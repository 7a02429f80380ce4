import type { Db } from "#lib/db/pool.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import type { Purpose } from "#lib/embed/purpose.ts";
import { env } from "#lib/env/env.ts";
import { configurationHash, effectiveConfiguration } from "./configuration.ts";
import { detectSignals } from "./detect-signals.ts";
import { embedFor } from "./embed-for.ts";
import { fuse } from "./fuse.ts";
import { guardQuery } from "./guard-query.ts";
import { guardVector } from "./guard-vector.ts";
import { logRetrieval } from "./log-retrieval.ts";
import { mapRow } from "./map-row.ts";
import { orderCandidates, type Unordered } from "./order-candidates.ts";
import type { Overlay } from "./relations.ts";
import type { CandidateChunk, RetrievalResult, RetrievedChunk } from "./result-schemas.ts";
import type {
  ConfigurationChanges,
  Include,
  RetrievalContext,
  VisibilityCeiling,
} from "./schemas.ts";
import { type Found, searchCandidates } from "./search-candidates.ts";
import { stopwatch } from "./stopwatch.ts";

export type RetrievalRequest = {
  /** May be left out where a vector is given and full text is not asked. */
  query?: string | undefined;
  /** What the embedding request is booked under. */
  purpose: Purpose;
  /** Instead of the query's own; `model` says whose it is, the active one where it is left out. */
  vector?: readonly number[] | undefined;
  model?: string | undefined;
  /** What differs from production. */
  configuration?: ConfigurationChanges | undefined;
  visibilityCeiling: VisibilityCeiling;
  context?: RetrievalContext | undefined;
  include?: Include | undefined;
  /** Ask as if these edits had been made, or at this moment. Nothing is written. */
  overlay?: Overlay | undefined;
  asOf?: Date | undefined;
};

type Services = { embed: typeof embedQuery };

/**
 * The chunks for a query, best first, at most `configuration.k`: guard → embed → filter → candidates →
 * fuse → rerank → cut. The one way that anything is retrieved. Read-only, under the read role; times in
 * milliseconds. Throws `invalid` for what cannot be asked, `conflict` for vectors of another model.
 */
export async function retrieve(
  db: Db,
  request: RetrievalRequest,
  { embed }: Services = { embed: embedQuery },
): Promise<RetrievalResult> {
  const clock = stopwatch();
  const configuration = effectiveConfiguration(
    request.configuration ?? {},
    request.visibilityCeiling,
  );
  const needsWords = configuration.candidatesFrom !== "vector" || request.vector === undefined;
  const query = needsWords || request.query !== undefined ? guardQuery(request.query ?? "") : "";
  const given = request.vector && guardVector(request.vector);
  clock.lap("guardMs");
  const { embedded, notes } = await embedFor(configuration, async () =>
    given
      ? { vector: given, model: request.model ?? null, lexical: false }
      : embed(query, request.purpose),
  );
  clock.lap("embedMs");
  const found = await searchCandidates(db, { ...request, query, configuration, embedded }, clock);
  const signals = detectSignals(query, found.vocabulary, request.context);
  const sizes = {
    modes: found.vocabulary.modes.length || 3,
    archetypes: found.vocabulary.archetypes.length || 5,
  };
  const unordered = join(found, configuration);
  clock.lap("fuseMs");
  const ordered = orderCandidates(unordered, signals, configuration, sizes);
  clock.lap("rerankMs");
  const results = ordered.filter((one) => one.cut === null).map(toResult);
  clock.lap("cutMs");
  const result: RetrievalResult = {
    results,
    candidateCount: unordered.length,
    configuration,
    configurationHash: configurationHash(configuration),
    plan: found.plan,
    signals,
    vocabularySizes: sizes,
    model: found.model,
    lexical: embedded?.lexical ?? false,
    corpusState: { version: found.corpusVersion },
    notes: [...notes, ...found.notes],
    timings: clock.timings(),
    ...(found.kept ? { kept: found.kept } : {}),
    ...(request.include?.candidates ? { candidates: ordered } : {}),
  };
  if (env().PERAZZI_ENABLE_RETRIEVAL_DEBUG) logRetrieval(query, result);
  return result;
}

/** Candidates as both lists found them, with their texts; a row that went away meanwhile is none. */
function join(found: Found, configuration: RetrievalResult["configuration"]): Unordered[] {
  const rows = new Map(found.rows.map((row) => [row.chunk_id, row]));
  const cosines = new Map(found.nearest?.map(({ chunkId, cosine }) => [chunkId, cosine]));
  const matches = new Map(found.matching?.map(({ chunkId, score }) => [chunkId, score]));
  const fused = fuse(
    {
      similarity: found.nearest?.map(({ chunkId, cosine }) => ({ chunkId, score: cosine })) ?? null,
      fulltext: found.matching,
    },
    configuration,
  );
  return fused.flatMap(({ chunkId, similarityRank, fulltextRank, base }, index) => {
    const row = rows.get(chunkId);
    if (!row) return [];
    return [
      {
        ...mapRow(row),
        cosine: cosines.get(chunkId) ?? null,
        fulltext: matches.get(chunkId) ?? null,
        ranks: {
          similarity: similarityRank,
          fulltext: fulltextRank,
          fused: index + 1,
          reranked: index + 1,
        },
        base,
      },
    ];
  });
}

function toResult({ features: _, cut: __, ...result }: CandidateChunk): RetrievedChunk {
  return result;
}
