import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { askedSet } from "./asked-set.ts";
import { choosePlan } from "./choose-plan.ts";
import { readCandidates } from "./read-candidates.ts";
import { readSetting } from "./read-setting.ts";
import type { Configuration, VisibilityCeiling } from "./schemas.ts";
import { type Found, filterFor } from "./search-candidates.ts";
import { type Nearest, searchNearest, searchNearestOfEach } from "./search-nearest.ts";

type Search = {
  /** Of one model. */
  vectors: number[][];
  model: string | null;
  configuration: Configuration;
  visibilityCeiling: VisibilityCeiling;
  asOf?: Date | undefined;
};

/** What each of several vectors finds, in their order, and what all of them were asked with. */
export type FoundTogether = Pick<Found, "vocabulary"> & {
  each: Pick<Found, "nearest" | "matching" | "rows">[];
};

const searchTimeoutMs = 10_000;

/**
 * What `searchCandidates` finds for each vector by similarity alone, at one moment: setting, plan and rows are read
 * once, and where the vectors are compared one by one each is fetched once. 50 questions over 3,000 vectors took 50
 * times as long. Throws OtherModel for vectors of another model.
 */
export function searchTogether(db: Db, search: Search): Promise<FoundTogether> {
  const work = (tx: Tx) => searchIn(tx, search);
  return withRole(db, "perazzi_read", work, { timeoutMs: searchTimeoutMs, oneMoment: true });
}

async function searchIn(tx: Tx, { vectors, ...search }: Search): Promise<FoundTogether> {
  const setting = await readSetting(tx);
  const { relations, model } = await askedSet(tx, search.configuration, setting, undefined);
  const embedded = { vector: vectors[0] ?? [], model: search.model };
  const filter = filterFor(setting, model, { ...search, embedded });
  const { indexes, corpusVersion, embeddings } = setting;
  const plan = await choosePlan(tx, filter, relations, { indexes, corpusVersion, embeddings });
  const nearest: Nearest[][] = [];
  if (plan.kind === "exact")
    nearest.push(...(await searchNearestOfEach(tx, { ...filter, relations, vectors })));
  else
    for (const vector of vectors)
      nearest.push(await searchNearest(tx, { ...filter, relations, vector, plan }));
  const ids = new Set(nearest.flat().map(({ chunkId }) => chunkId));
  const rows = await readCandidates(tx, relations, [...ids]);
  const rowOf = new Map(rows.map((row) => [row.chunk_id, row]));
  const { minCosine } = search.configuration;
  const each = nearest.map((found) => {
    const near = minCosine === null ? found : found.filter(({ cosine }) => cosine >= minCosine);
    return {
      nearest: near,
      matching: null,
      rows: near.flatMap(({ chunkId }) => rowOf.get(chunkId) ?? []),
    };
  });
  return { vocabulary: setting.vocabulary, each };
}
