import { expect, it } from "vitest";
import type { Db } from "#lib/db/pool.ts";
import { effectiveConfiguration, productionConfiguration } from "./configuration.ts";
import type { Filter } from "./filter.ts";
import type { ConfigurationChanges, VisibilityCeiling } from "./schemas.ts";
import { nearestKey, shareSearch, wordsKey } from "./share-search.ts";

const pool = () => ({}) as Db;
const open: VisibilityCeiling = { visibility: "public", confidentiality: "normal" };
const admin: VisibilityCeiling = { visibility: "admin-only", confidentiality: "elevated" };
const exact = { kind: "exact", reason: "" } as const;
const hnsw = { kind: "hnsw", reason: "", efSearch: 100 } as const;
const production = productionConfiguration({
  PERAZZI_RETRIEVAL_LIMIT: 12,
  PERAZZI_ENABLE_RERANK: true,
  PERAZZI_RERANK_CANDIDATE_LIMIT: 60,
  PERAZZI_ARCHETYPE_BOOST_K: 0.08,
  PERAZZI_ARCHETYPE_CONFIDENCE_MIN: 0.08,
});

function asked(changes: ConfigurationChanges = {}, ceiling = open, more: Partial<Filter> = {}) {
  const configuration = effectiveConfiguration(changes, ceiling, production);
  const filter = { configuration, model: "m", pricingCategories: [], ceiling, asOf: null, ...more };
  return { filter, corpusVersion: "7" };
}

function search<T>() {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const asked = { times: 0 };
  const work = () => {
    asked.times++;
    return promise;
  };
  return { work, asked, resolve, reject };
}

it("one search serves all that ask the same while it runs, and is forgotten when it ended", async () => {
  const db = pool();
  const first = search<string>();
  const second = search<string>();
  const both = Promise.all([
    shareSearch(db, "a", first.work),
    shareSearch(db, "a", second.work),
    shareSearch(db, "a", second.work),
  ]);
  first.resolve("found");
  expect(await both).toEqual([
    { found: "found", shared: false },
    { found: "found", shared: true },
    { found: "found", shared: true },
  ]);
  second.resolve("anew");
  expect(await shareSearch(db, "a", second.work)).toEqual({ found: "anew", shared: false });
  expect([first.asked.times, second.asked.times]).toEqual([1, 1]);
});

it("another question and another database are searched for themselves", async () => {
  const db = pool();
  const searches = [search<number>(), search<number>(), search<number>()];
  const all = Promise.all(
    searches.map(({ work }, at) => shareSearch(at === 2 ? pool() : db, at === 1 ? "b" : "a", work)),
  );
  for (const [at, { resolve }] of searches.entries()) resolve(at);
  expect(await all).toEqual([0, 1, 2].map((found) => ({ found, shared: false })));
});

it("where the search that was joined fails, one's own is tried, and its failure is told", async () => {
  const db = pool();
  const first = search<string>();
  const second = search<string>();
  const failed = shareSearch(db, "a", first.work);
  const joined = shareSearch(db, "a", second.work);
  first.reject(new Error("the connection went away"));
  second.resolve("mine");
  await expect(failed).rejects.toThrow("the connection went away");
  expect(await joined).toEqual({ found: "mine", shared: false });
});

it("lanes that differ in what is done with what was found ask the same", () => {
  const same: ConfigurationChanges[] = [
    { rerank: true, boosts: { platform: 0.5 } },
    { perDocument: 2, minCosine: 0.1 },
    { k: 5 },
    { candidatesFrom: "hybrid", rrfK: 10, vectorWeight: 2, fulltextWeight: 0 },
    { archetypeK: 0, archetypeConfidenceMin: 1 },
  ];
  for (const changes of same) {
    expect(nearestKey([1, 2], exact, asked(changes))).toBe(nearestKey([1, 2], exact, asked()));
    expect(wordsKey("q", asked(changes))).toBe(wordsKey("q", asked()));
  }
  expect(nearestKey([1, 2], exact, asked({ headingWeight: 9, efSearch: 1 }))).toBe(
    nearestKey([1, 2], exact, asked()),
  );
  expect(wordsKey("q", asked({ plan: "exact" }))).toBe(wordsKey("q", asked()));
});

it("whatever may find something else is another search", () => {
  const others = [
    asked({ candidates: 61 }),
    asked({ includePricingLists: true }),
    asked({ rules: "assistant" }),
    asked({ filters: [{ field: "platforms", is: "any", values: ["mx"] }] }),
    asked({ visibility: "internal" }, admin),
    asked({}, admin),
    asked({}, open, { asOf: new Date(0) }),
    asked({}, open, { model: "other" }),
    asked({}, open, { pricingCategories: ["price-lists"] }),
    { ...asked(), corpusVersion: "8" },
  ];
  for (const keyOf of [
    (one: ReturnType<typeof asked>) => nearestKey([1, 2], exact, one),
    (one: ReturnType<typeof asked>) => wordsKey("q", one),
  ])
    expect(new Set([asked(), ...others].map(keyOf)).size).toBe(others.length + 1);
  expect(nearestKey([1, 3], exact, asked())).not.toBe(nearestKey([1, 2], exact, asked()));
  expect(nearestKey([1, 2], hnsw, asked())).not.toBe(nearestKey([1, 2], exact, asked()));
  expect(nearestKey([1, 2], { ...hnsw, efSearch: 50 }, asked())).not.toBe(
    nearestKey([1, 2], hnsw, asked()),
  );
  expect(nearestKey([1, 2], hnsw, asked({ maxScanTuples: 1 }))).not.toBe(
    nearestKey([1, 2], hnsw, asked()),
  );
  // An index that is asked for by name goes by the configuration's own ef_search: its plan names none.
  for (const kind of ["hnsw", "binary"] as const)
    expect(nearestKey([1, 2], { kind, reason: "" }, asked({ efSearch: 40 }))).not.toBe(
      nearestKey([1, 2], { kind, reason: "" }, asked({ efSearch: 400 })),
    );
  expect(wordsKey("p", asked())).not.toBe(wordsKey("q", asked()));
  expect(wordsKey("q", asked({ feedback: true }))).not.toBe(wordsKey("q", asked()));
  expect(wordsKey("q", asked({ headingWeight: 9 }))).not.toBe(wordsKey("q", asked()));
});
