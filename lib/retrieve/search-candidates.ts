import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { choosePlan } from "./choose-plan.ts";
import { countKept } from "./count-kept.ts";
import type { Filter } from "./filter.ts";
import type { Listed } from "./fuse.ts";
import { matchWords } from "./match-words.ts";
import { type CandidateRow, readCandidates } from "./read-candidates.ts";
import { readSetting, type Setting } from "./read-setting.ts";
import { type Overlay, relationsWith } from "./relations.ts";
import type { KeptCount, RetrievalNote, SearchPlan } from "./result-schemas.ts";
import type { Configuration, Include, VisibilityCeiling } from "./schemas.ts";
import { type Nearest, searchNearest } from "./search-nearest.ts";
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
};

const searchTimeoutMs = 5_000;

/** All that one retrieval asks of the database, in one read-only transaction under the read role. */
export function searchCandidates(
  db: Db,
  search: Search,
  clock: ReturnType<typeof stopwatch>,
): Promise<Found> {
  const work = (tx: Tx) => searchIn(tx, search, clock);
  return withRole(db, "perazzi_read", work, { readOnly: true, timeoutMs: searchTimeoutMs });
}

async function searchIn(
  tx: Tx,
  { configuration, embedded, ...search }: Search,
  clock: ReturnType<typeof stopwatch>,
): Promise<Found> {
  const setting = await readSetting(tx);
  const { vocabulary, activeModel, corpusVersion } = setting;
  const filter = filterFor(setting, { configuration, embedded, ...search });
  const { model } = filter;
  const relations = relationsWith(search.overlay);
  clock.lap("prepareMs");
  let plan: SearchPlan = { kind: "none", reason: "no vectors were compared" };
  let nearest: Nearest[] | null = null;
  if (embedded) {
    plan = await choosePlan(tx, filter, relations, {
      indexes: setting.indexes,
      corpusVersion: search.overlay ? null : corpusVersion,
    });
    clock.lap("planMs");
    const found = await searchNearest(tx, {
      ...filter,
      relations,
      vector: embedded.vector,
      plan: plan.kind,
    });
    const { minCosine } = configuration;
    nearest = minCosine === null ? found : found.filter(({ cosine }) => cosine >= minCosine);
    clock.lap("vectorMs");
  }
  let matching: Listed[] | null = null;
  const notes = notesOn(activeModel);
  if (embedded === null || configuration.candidatesFrom !== "vector") {
    const found = await matchWords(tx, { query: search.query, filter, relations, corpusVersion });
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
    plan,
    nearest,
    matching,
    rows,
    vocabulary,
    model,
    corpusVersion,
    notes,
    ...(kept ? { kept } : {}),
  };
}

/** The filter of one retrieval. Throws conflict for a vector of another model than the database's. */
export function filterFor(
  { vocabulary, activeModel }: Setting,
  search: Pick<Search, "configuration" | "embedded" | "visibilityCeiling" | "asOf">,
): Filter {
  const model = search.embedded?.model ?? activeModel;
  assertSameModel(activeModel, model);
  return {
    configuration: search.configuration,
    model,
    pricingCategories: vocabulary.pricingCategories,
    ceiling: search.visibilityCeiling,
    asOf: search.asOf ?? null,
  };
}

/** Vectors of two models are never compared with each other: another one stops here. */
function assertSameModel(active: string | null, asked: string | null): void {
  if (active === null || asked === null || active === asked) return;
  throw new AppError(
    "conflict",
    `The vectors of this database are of ${active}, but the environment asks for ${asked}. Set PERAZZI_EMBED_MODEL to ${active} (and its key); nothing was embedded.`,
  );
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
