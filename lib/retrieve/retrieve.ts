import type { Db } from "#lib/db/pool.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import type { Purpose } from "#lib/embed/purpose.ts";
import { env } from "#lib/env/env.ts";
import { configurationHash, effectiveConfiguration } from "./configuration.ts";
import { detectSignals } from "./detect-signals.ts";
import { type AskedVector, embedFor, type WithoutVector } from "./embed-for.ts";
import { fuseFound } from "./fuse-found.ts";
import { guardQuery } from "./guard-query.ts";
import { guardVector } from "./guard-vector.ts";
import { assertKnownSet, forgetModels, knownModels } from "./known-models.ts";
import { logRetrieval } from "./log-retrieval.ts";
import { noteNarrowed } from "./note-narrowed.ts";
import { orderCandidates, type Unordered } from "./order-candidates.ts";
import type { Overlay } from "./relations.ts";
import type { CandidateChunk, RetrievalResult, RetrievedChunk } from "./result-schemas.ts";
import type {
  Configuration,
  ConfigurationChanges,
  Include,
  RetrievalContext,
  VisibilityCeiling,
} from "./schemas.ts";
import { type Found, OtherModel, searchCandidates } from "./search-candidates.ts";
import { stopwatch } from "./stopwatch.ts";
import { vocabularySizes } from "./vocabulary.ts";

export type RetrievalRequest = {
  /** May be left out where a vector is given and full text is not asked. */
  query?: string | undefined;
  /** What the embedding request is booked under. */
  purpose: Purpose;
  /** Instead of the query's own; `model` says whose it is, the active one where it is left out. */
  vector?: readonly number[] | undefined;
  model?: string | undefined;
  withoutVector?: WithoutVector;
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

// Promotions do not follow each other within one question.
const mostTries = 2;

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
  const asked = { ...request, query, configuration };
  const order = (found: Found) => {
    const signals = detectSignals(query, found.vocabulary, request.context);
    const sizes = vocabularySizes(found.vocabulary);
    const unordered = fuseFound(found, configuration);
    clock.lap("fuseMs");
    const ordered = orderCandidates(unordered, signals, configuration, sizes);
    clock.lap("rerankMs");
    const shown = ordered.filter(({ cut }) => request.include?.candidates || cut === null);
    return { signals, sizes, ordered, shown: shown.map(({ chunkId }) => chunkId) };
  };
  const answer = async (model: string | null, tries: number) => {
    const embedding = await embedFor(
      configuration,
      async () =>
        given
          ? { vector: given, model: request.model ?? configuration.model, lexical: false }
          : embedAsked(db, { ...asked, configuration: { model } }, embed),
      request.withoutVector,
    );
    clock.lap("embedMs");
    try {
      const search = { ...asked, embedded: embedding.embedded };
      return { ...embedding, ...(await searchCandidates(db, search, clock, order)) };
    } catch (error) {
      if (!(error instanceof OtherModel)) throw error;
      if (given) throw error.asGiven();
      // A promotion between the two: once more, with a vector of the model that is active now.
      if (tries === 0) throw error;
      forgetModels(db);
      return answer(error.stored, tries - 1);
    }
  };
  const { embedded, notes, found, texts, signals, sizes, ordered } = await answer(
    configuration.model,
    mostTries,
  );
  const withText = <T extends Unordered>(one: T) => ({
    ...one,
    text: texts.get(one.chunkId) ?? "",
  });
  const results = ordered.filter((one) => one.cut === null).map((one) => toResult(withText(one)));
  clock.lap("cutMs");
  const result: RetrievalResult = {
    results,
    candidateCount: ordered.length,
    configuration,
    configurationHash: configurationHash(configuration),
    plan: found.plan,
    signals,
    vocabularySizes: sizes,
    model: found.model,
    lexical: embedded?.lexical ?? false,
    corpusState: { version: found.corpusVersion },
    notes: [...notes, ...found.notes, ...noteNarrowed(request.configuration ?? {}, configuration)],
    timings: clock.timings(),
    ...(found.shared ? { shared: found.shared } : {}),
    ...(found.kept ? { kept: found.kept } : {}),
    ...(request.include?.candidates ? { candidates: ordered.map(withText) } : {}),
  };
  if (env().PERAZZI_ENABLE_RETRIEVAL_DEBUG) logRetrieval(query, result);
  return result;
}

/** The query's vector of the model that its configuration asks. Throws conflict for a model that has no set. */
export async function embedAsked(
  db: Db,
  {
    query,
    purpose,
    configuration,
  }: Pick<RetrievalRequest, "purpose"> & {
    query: string;
    configuration: Pick<Configuration, "model">;
  },
  embed: typeof embedQuery,
): Promise<AskedVector> {
  const { model } = configuration;
  if (model === null) return embed(query, purpose, await knownModels(db));
  await assertKnownSet(db, model);
  return embed(query, purpose, { model });
}

function toResult({ features: _, cut: __, ...result }: CandidateChunk): RetrievedChunk {
  return result;
}
