import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { otherModelAsked } from "#lib/embed/active-model.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { askedSet } from "./asked-set.ts";
import { choosePlan } from "./choose-plan.ts";
import { countKept } from "./count-kept.ts";
import type { Filter } from "./filter.ts";
import type { Listed } from "./fuse.ts";
import { matchWords } from "./match-words.ts";
import { type CandidateRow, readCandidates } from "./read-candidates.ts";
import { readSetting, type Setting } from "./read-setting.ts";
import { readTexts } from "./read-texts.ts";
import type { Overlay, Relations } from "./relations.ts";
import type { KeptCount, RetrievalNote, SearchPlan, SharedStage } from "./result-schemas.ts";
import type { Configuration, Include, VisibilityCeiling } from "./schemas.ts";
import { type Nearest, searchNearest } from "./search-nearest.ts";
import { nearestKey, shareSearch, wordsKey } from "./share-search.ts";
import type { stopwatch } from "./stopwatch.ts";
import type { Vocabulary } from "./vocabulary.ts";

type Search = {
  query: string;
  configuration: Configuration;
  /** Null: no vectors are compared. A model of null: the active one. */
  embedded: { vector: readonly number[]; model: string | null } | null;
  visibilityCeiling: VisibilityCeiling;
  include?: Include | undefined;
  overlay?: Overlay | undefined;
  asOf?: Date | undefined;
};

export type Found = {
  plan: SearchPlan;
  /** What each list found, best first; null where that list was not asked. */
  nearest: Nearest[] | null;
  matching: Listed[] | null;
  rows: CandidateRow[];
  vocabulary: Vocabulary;
  model: string | null;
  corpusVersion: string;
  notes: RetrievalNote[];
  kept?: KeptCount[];
  shared?: SharedStage[];
};

export const searchTimeoutMs = 5_000;

/** The vector is not of the model whose vectors it was to be compared with. */
export class OtherModel extends AppError {
  readonly stored: string;
  readonly #asked: string;
  constructor(stored: string, asked: string) {
    super("conflict", otherModelAsked(stored, asked).message);
    this.stored = stored;
    this.#asked = asked;
  }

  /** The same where the caller brought the vector: nothing of the environment can be the matter. */
  asGiven(): AppError {
    return new AppError(
      "conflict",
      `The vector is of ${this.#asked}, those of this corpus are of ${this.stored}, and two models are never compared. Embed the query with ${this.stored}.`,
    );
  }
}

/**
 * All that one retrieval asks of the database as it stands at one moment: read-only, under the read role. `order`
 * says meanwhile which of the chunks found are shown: theirs are the texts.
 */
export function searchCandidates<T extends { shown: string[] }>(
  db: Db,
  search: Search,
  clock: ReturnType<typeof stopwatch>,
  order: (found: Found) => T,
): Promise<T & { found: Found; texts: Map<string, string> }> {
  const work = async (tx: Tx) => {
    const { relations, ...found } = await searchIn(tx, db, search, clock);
    const ordered = order(found);
    const texts = await readTexts(tx, relations, ordered.shown);
    clock.lap("readMs");
    return { ...ordered, found, texts };
  };
  return withRole(db, "perazzi_read", work, { timeoutMs: searchTimeoutMs, oneMoment: true });
}

async function searchIn(
  tx: Tx,
  db: Db,
  { configuration, embedded, ...search }: Search,
  clock: ReturnType<typeof stopwatch>,
): Promise<Found & { relations: Relations }> {
  const setting = await readSetting(tx);
  const { vocabulary, activeModel, corpusVersion } = setting;
  const { relations, shadow, ...asked } = await askedSet(
    tx,
    configuration,
    setting,
    search.overlay,
  );
  const filter = filterFor(setting, asked.model, { configuration, embedded, ...search });
  const { model } = filter;
  clock.lap("prepareMs");
  // As if edited is asked once, and by nobody else.
  const share = async <T>(stage: SharedStage, key: () => string, work: () => Promise<T>) => {
    if (search.overlay) return work();
    const { found, shared: joined } = await shareSearch(db, key(), work);
    if (joined) shared.push(stage);
    return found;
  };
  const shared: SharedStage[] = [];
  let plan: SearchPlan = { kind: "none", reason: "no vectors were compared" };
  let nearest: Nearest[] | null = null;
  if (embedded) {
    plan = await choosePlan(tx, filter, relations, {
      indexes: shadow ? noIndexes : setting.indexes,
      corpusVersion: search.overlay ? null : corpusVersion,
      embeddings: setting.embeddings,
    });
    clock.lap("planMs");
    const { vector } = embedded;
    const chosen = plan;
    const found = await share(
      "vectorMs",
      () => nearestKey(vector, chosen, { filter, corpusVersion }),
      () => searchNearest(tx, { ...filter, relations, vector, plan: chosen }),
    );
    const { minCosine } = configuration;
    nearest = minCosine === null ? found : found.filter(({ cosine }) => cosine >= minCosine);
    clock.lap("vectorMs");
  }
  let matching: Listed[] | null = null;
  const notes = notesOn(activeModel);
  if (embedded === null || configuration.candidatesFrom !== "vector") {
    const { query } = search;
    const found = await share(
      "fulltextMs",
      () => wordsKey(query, { filter, corpusVersion }),
      () => matchWords(tx, { query, filter, relations, corpusVersion }),
    );
    matching = found.matching;
    notes.push(...found.notes);
    clock.lap("fulltextMs");
  }
  const ids = new Set([...(nearest ?? []), ...(matching ?? [])].map(({ chunkId }) => chunkId));
  const rows = await readCandidates(tx, relations, [...ids]);
  clock.lap("readMs");
  const kept = search.include?.counts ? await countKept(tx, filter, relations) : undefined;
  if (kept) clock.lap("countMs");
  return {
    relations,
    plan,
    nearest,
    matching,
    rows,
    vocabulary,
    model,
    corpusVersion,
    notes,
    ...(kept ? { kept } : {}),
    ...(shared.length > 0 ? { shared } : {}),
  };
}

/** A shadow set is searched exactly: a large index for a look at it would not pay. */
const noIndexes = { hnsw: "missing", binary: "missing" } as const;

/** The filter of one retrieval over the vectors of `asked`. Throws OtherModel for a vector of another model. */
export function filterFor(
  { vocabulary }: Setting,
  asked: string | null,
  search: Pick<Search, "configuration" | "embedded" | "visibilityCeiling" | "asOf">,
): Filter {
  const model = search.embedded?.model ?? asked;
  assertSameModel(asked, model);
  return {
    configuration: search.configuration,
    model,
    pricingCategories: vocabulary.pricingCategories,
    ceiling: search.visibilityCeiling,
    asOf: search.asOf ?? null,
  };
}

/** Vectors of two models are never compared with each other: another one stops here. */
function assertSameModel(stored: string | null, asked: string | null): void {
  if (stored === null || asked === null || stored === asked) return;
  throw new OtherModel(stored, asked);
}

function notesOn(activeModel: string | null): RetrievalNote[] {
  if (activeModel !== null) return [];
  return [
    {
      code: "no embeddings",
      message:
        "This corpus has no embeddings, and only what has one may be served: nothing can be found. Ingest it first.",
    },
  ];
}
