import { createHash } from "node:crypto";
import type { Db } from "#lib/db/pool.ts";
import type { Filter } from "./filter.ts";
import type { SearchPlan } from "./result-schemas.ts";
import type { Configuration } from "./schemas.ts";

const running = new WeakMap<Db, Map<string, Promise<unknown>>>();

/**
 * What `search` finds, or where another retrieval is just searching for the same, what that one finds: lanes that
 * differ in rerank alone cost one search. Nothing is kept once it is found. Where the other fails, one's own is tried.
 */
export async function shareSearch<T>(
  db: Db,
  key: string,
  search: () => Promise<T>,
): Promise<{ found: T; shared: boolean }> {
  const searches = running.get(db) ?? new Map<string, Promise<unknown>>();
  running.set(db, searches);
  const other = searches.get(key) as Promise<T> | undefined;
  if (other) {
    const found = await other.then(
      (value) => ({ value }),
      () => undefined,
    );
    return found ? { found: found.value, shared: true } : { found: await search(), shared: false };
  }
  const own = search();
  searches.set(key, own);
  try {
    return { found: await own, shared: false };
  } finally {
    searches.delete(key);
  }
}

/** Settings that no search looks at. Any other one, also one that is yet to come, makes a search another. */
const afterSearch = {
  k: undefined,
  candidatesFrom: undefined,
  rrfK: undefined,
  vectorWeight: undefined,
  fulltextWeight: undefined,
  rerank: undefined,
  boosts: undefined,
  archetypeK: undefined,
  archetypeConfidenceMin: undefined,
  perDocument: undefined,
  minCosine: undefined,
} satisfies { [Name in keyof Configuration]?: undefined };

const ofVectors = {
  plan: undefined,
  efSearch: undefined,
  iterativeScan: undefined,
  maxScanTuples: undefined,
  exactUpTo: undefined,
} satisfies { [Name in keyof Configuration]?: undefined };

const ofWords = {
  headingWeight: undefined,
  feedback: undefined,
  feedbackFrom: undefined,
  feedbackTerms: undefined,
} satisfies { [Name in keyof Configuration]?: undefined };

type Asked = { filter: Filter; corpusVersion: string };

/** Two full-text searches with this in common find the same. */
export function wordsKey(query: string, { filter, corpusVersion }: Asked): string {
  const configuration = { ...filter.configuration, ...afterSearch, ...ofVectors };
  return JSON.stringify(["words", corpusVersion, query, { ...filter, configuration }]);
}

/** Two searches for the nearest with this in common find the same. */
export function nearestKey(
  vector: readonly number[],
  { kind, efSearch }: SearchPlan,
  { filter, corpusVersion }: Asked,
): string {
  const { iterativeScan, maxScanTuples } = filter.configuration;
  // As searchNearest reads them: a plan that was asked for by name goes by the configuration's ef_search.
  const width = efSearch ?? filter.configuration.efSearch;
  const scan = kind === "exact" || kind === "none" ? [] : [width, iterativeScan, maxScanTuples];
  const configuration = { ...filter.configuration, ...afterSearch, ...ofVectors, ...ofWords };
  const numbers = createHash("sha1").update(Float64Array.from(vector)).digest("base64");
  return JSON.stringify([
    "nearest",
    corpusVersion,
    numbers,
    kind,
    scan,
    { ...filter, configuration },
  ]);
}
