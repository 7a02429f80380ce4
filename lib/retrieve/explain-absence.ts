import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { Absence, WhyNotTarget } from "./absence-schemas.ts";
import { askedSet } from "./asked-set.ts";
import { effectiveConfiguration } from "./configuration.ts";
import { type AskedVector, embedFor } from "./embed-for.ts";
import { explainChunkless } from "./explain-chunkless.ts";
import { guardQuery } from "./guard-query.ts";
import { guardVector } from "./guard-vector.ts";
import { type AbsenceFacts, judgeAbsence } from "./judge-absence.ts";
import { mapRow } from "./map-row.ts";
import { matchWords } from "./match-words.ts";
import { readExactRank, readTargetFacts, type TargetFacts } from "./read-absence-facts.ts";
import { readCandidates } from "./read-candidates.ts";
import { readSetting } from "./read-setting.ts";
import { type Attempt, remediesFor } from "./remedies.ts";
import type { CandidateChunk, RetrievalResult } from "./result-schemas.ts";
import { embedAsked, type RetrievalRequest, retrieve } from "./retrieve.ts";
import { filterFor } from "./search-candidates.ts";
import { tryRemedies } from "./try-remedies.ts";

type Services = { embed: typeof embedQuery };

// An exact place is a scan of everything.
const timeoutMs = 20_000;

/**
 * Why a chunk, or the nearest chunk of a document, is not in the answer to a retrieval: the stage at which it
 * fell out, every number along the way, and what would bring it in, each tried. Read-only. Throws not_found
 * for what does not exist or may not be known of.
 */
export async function explainAbsence(
  db: Db,
  { target, ...request }: RetrievalRequest & { target: WhyNotTarget },
  { embed }: Services = { embed: embedQuery },
): Promise<Absence> {
  const configuration = effectiveConfiguration(
    request.configuration ?? {},
    request.visibilityCeiling,
  );
  const { embedded } = await embedFor(
    configuration,
    async () =>
      request.vector
        ? {
            vector: guardVector(request.vector),
            model: request.model ?? configuration.model,
            lexical: false,
          }
        : embedAsked(
            db,
            { ...request, query: guardQuery(request.query ?? ""), configuration },
            embed,
          ),
    // Why a chunk is missing is asked of the configuration, not of what stood in for it.
    undefined,
  );
  const asked: RetrievalRequest = embedded
    ? { ...request, vector: embedded.vector, model: embedded.model ?? undefined }
    : request;
  const result = await retrieve(db, { ...asked, include: { candidates: true } }, { embed });
  const known = await readKnown(db, asked, result, target, embedded);
  if (known.chunkless) return known.chunkless;
  const facts = factsOf(known, result);
  const { stage, sentence } = judgeAbsence(facts, result.configuration);
  const attempts = remediesFor(
    stage,
    facts,
    result.configuration,
    request.visibilityCeiling,
    known.target,
  );
  const own = candidateOf(result, known.target.chunkId);
  const last = result.results.at(-1);
  const remedies = await tryRemedies(attempts, result.configuration, (attempt) =>
    rankWith(db, asked, attempt, known.target.chunkId, { embed }),
  );
  return {
    target: { ...known.shown, chunksOfDocument: known.target.chunksOfDocument },
    stage,
    sentence,
    filters: facts.filters,
    similarity: facts.similarity,
    foundByIndex: facts.foundByIndex,
    planKind: facts.planKind,
    fulltext: facts.fulltext,
    fusedRank: facts.fusedRank,
    rank: facts.rank,
    reranked: own ? { rank: own.ranks.reranked, score: own.score, parts: own.parts } : null,
    lacks: own && last && facts.rank === null ? Math.max(last.score - own.score, 0) : null,
    remedies,
  };
}

type Known = Exclude<Awaited<ReturnType<typeof readKnown>>, { chunkless: Absence }>;

function readKnown(
  db: Db,
  request: RetrievalRequest,
  { configuration }: RetrievalResult,
  asked: WhyNotTarget,
  embedded: AskedVector | null,
) {
  return withRole(
    db,
    "perazzi_read",
    async (tx) => {
      const setting = await readSetting(tx);
      const { model, relations } = await askedSet(tx, configuration, setting, request.overlay);
      const filter = filterFor(setting, model, {
        configuration,
        embedded,
        visibilityCeiling: request.visibilityCeiling,
        asOf: request.asOf,
      });
      const vector = embedded?.vector ?? null;
      const target = await readTargetFacts(tx, asked, vector, filter, relations);
      if (!target) {
        if (!("documentId" in asked)) throw missing;
        const chunkless = await explainChunkless(tx, asked.documentId, filter, relations);
        if (!chunkless) throw missing;
        return { chunkless };
      }
      const [row] = await readCandidates(tx, relations, [target.chunkId]);
      if (!row) throw missing;
      const sameModel = target.model === filter.model;
      const { cosine } = target;
      const rank =
        vector && sameModel && cosine !== null
          ? await readExactRank(tx, { chunkId: target.chunkId, cosine }, vector, filter, relations)
          : null;
      const query = request.query?.trim() ?? "";
      const wide = { ...filter, configuration: { ...configuration, candidates: 1_000_000 } };
      const { matching } =
        query === "" || configuration.candidatesFrom === "vector"
          ? { matching: [] }
          : await matchWords(tx, {
              query,
              filter: wide,
              relations,
              corpusVersion: setting.corpusVersion,
            });
      const at = matching.findIndex(({ chunkId }) => chunkId === target.chunkId);
      const { chunkId, documentId, path, title, headingPath, chunkIndex } = mapRow(row);
      return {
        target,
        shown: { chunkId, documentId, path, title, headingPath, chunkIndex },
        otherModel: target.model !== null && !sameModel ? target.model : null,
        similarity: rank && cosine !== null ? { cosine, ...rank } : null,
        fulltext: at < 0 ? null : { score: matching[at]?.score ?? 0, rank: at + 1 },
      };
    },
    { timeoutMs },
  );
}

const missing = new AppError(
  "not_found",
  "There is no such chunk or document, or you may not see it. Look it up again in the list.",
);

function factsOf(known: Known, result: RetrievalResult): AbsenceFacts {
  const { target, otherModel, similarity, fulltext } = known;
  const own = candidateOf(result, target.chunkId);
  return {
    embedded: target.embedded && otherModel === null,
    parked: target.parked,
    otherModel,
    filters: target.filters,
    similarity,
    foundByIndex: result.plan.kind === "none" ? null : own?.ranks.similarity != null,
    planKind: result.plan.kind,
    fulltext,
    fusedRank: own?.ranks.fused ?? null,
    rerankedRank: own?.ranks.reranked ?? null,
    cut: own ? own.cut : "not a candidate",
    rank: own?.cut === null ? own.rankAfter : null,
  };
}

function candidateOf({ candidates }: RetrievalResult, id: string): CandidateChunk | undefined {
  return candidates?.find(({ chunkId }) => chunkId === id);
}

/** The chunk's place when it is asked again with a change; null: not in it either, undefined: that cannot be asked. */
async function rankWith(
  db: Db,
  request: RetrievalRequest,
  { configuration, overlay }: Attempt,
  chunkId: TargetFacts["chunkId"],
  services: Services,
): Promise<number | null | undefined> {
  const changed = {
    ...request,
    configuration: { ...request.configuration, ...configuration },
    overlay: overlay ?? request.overlay,
  };
  try {
    const { results } = await retrieve(db, changed, services);
    return results.find((one) => one.chunkId === chunkId)?.rankAfter ?? null;
  } catch (error) {
    // Such as similarity where the provider is down: the explanation stands without this way in.
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
