import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultBoosts, defaultSearch } from "#lib/retrieve/defaults.ts";
import { fuse } from "#lib/retrieve/fuse.ts";
import { orderCandidates } from "#lib/retrieve/order-candidates.ts";
import type { RetrievalResult, Signals } from "#lib/retrieve/result-schemas.ts";
import type { Configuration, ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { withChanges } from "./lane-changes.ts";
import { rerankLocally, splitChanges } from "./rerank-locally.ts";
import { retrievedChunk } from "./retrieved-chunk.fixture.ts";

const base: Configuration = {
  ...defaultSearch,
  k: 5,
  candidatesFrom: "hybrid",
  plan: "auto",
  model: null,
  candidates: 20,
  minCosine: null,
  rerank: true,
  boosts: defaultBoosts,
  archetypeK: 0.08,
  archetypeConfidenceMin: 0.08,
  perDocument: 2,
  rules: "console",
  includePricingLists: false,
  visibility: "public",
  confidentiality: "normal",
  filters: [],
};
const signals: Signals = {
  mode: "owner",
  platforms: ["strada"],
  disciplines: [],
  models: ["strada 58"],
  focusEntities: [],
  topics: ["geometry"],
  keywords: ["trail"],
  archetypeWeights: { racer: 0.7, engineer: 0.3 },
};

type Chunk = { near: number | null; match: number | null; platforms: string[]; racer: boolean };

const chunks = fc.array(
  fc.record({
    near: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    match: fc.option(fc.double({ min: 0, max: 30, noNaN: true })),
    platforms: fc.subarray(["strada", "altura"]),
    racer: fc.boolean(),
  }),
  { maxLength: 12 },
);
const changes: fc.Arbitrary<ConfigurationChanges> = fc.record(
  {
    vectorWeight: fc.double({ min: 0, max: 3, noNaN: true }),
    fulltextWeight: fc.double({ min: 0, max: 3, noNaN: true }),
    rrfK: fc.integer({ min: 1, max: 200 }),
    archetypeK: fc.double({ min: 0, max: 0.5, noNaN: true }),
    boosts: fc.record({ platform: fc.double({ min: -0.5, max: 0.5, noNaN: true }) }),
  },
  { requiredKeys: [] },
);

/** What the server does between its two lists and its answer. */
function answer(
  found: Chunk[],
  configuration: Configuration,
  providerAway = false,
): RetrievalResult {
  const list = (of: (chunk: Chunk) => number | null) =>
    found
      .flatMap((chunk, index) => {
        const score = of(chunk);
        return score === null ? [] : [{ chunkId: `c${index}`, score }];
      })
      .toSorted((a, b) => b.score - a.score);
  const fused = fuse(
    {
      similarity: providerAway ? null : list(({ near }) => near),
      fulltext: list(({ match }) => match),
    },
    configuration,
  );
  const candidates = orderCandidates(
    fused.map(({ chunkId, similarityRank, fulltextRank, base: from }, index) => {
      const number = Number(chunkId.slice(1));
      const chunk = found[number];
      const { features, ...plain } = retrievedChunk();
      return {
        ...plain,
        chunkId,
        documentId: `d${number % 3}`,
        ranks: {
          similarity: similarityRank,
          fulltext: fulltextRank,
          fused: index + 1,
          reranked: index + 1,
        },
        base: from,
        features: {
          ...features,
          platforms: chunk?.platforms ?? [],
          archetypeBias: chunk?.racer ? ["racer"] : [],
        },
      };
    }),
    signals,
    configuration,
    { modes: 3, archetypes: 5 },
  );
  return {
    results: candidates.filter(({ cut }) => cut === null),
    candidates,
    candidateCount: candidates.length,
    configuration,
    configurationHash: "",
    plan: { kind: "exact", reason: "" },
    signals,
    vocabularySizes: { modes: 3, archetypes: 5 },
    model: "m",
    lexical: true,
    corpusState: { version: "1" },
    notes: [],
    timings: {} as RetrievalResult["timings"],
  };
}

test("a browser orders the stored candidates as a new search would", () => {
  fc.assert(
    fc.property(chunks, changes, fc.boolean(), (found, change, away) => {
      const fresh = answer(found, withChanges(base, change), away);
      const here = rerankLocally(answer(found, base, away), change);
      const plain = (result: RetrievalResult) =>
        result.candidates?.map(({ chunkId, score, base: from, parts, cut, rankAfter }) => ({
          chunkId,
          score,
          from,
          parts,
          cut,
          rankAfter,
        }));
      expect(plain(here)).toEqual(plain(fresh));
      expect(here.results.map((one) => one.chunkId)).toEqual(
        fresh.results.map((one) => one.chunkId),
      );
    }),
  );
});

test("only what re-orders stays in the browser", () => {
  expect(splitChanges({ k: 5, boosts: { mode: 0.1 }, rrfK: 3, plan: "exact" })).toEqual({
    searched: { k: 5, plan: "exact" },
    local: { boosts: { mode: 0.1 }, rrfK: 3 },
  });
});

test("without candidates the answer stays as it is", () => {
  const { candidates: _, ...result } = answer([], base);
  expect(rerankLocally(result, { rrfK: 1 })).toBe(result);
});
