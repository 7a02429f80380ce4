import { describe, expect, it } from "vitest";
import { effectiveConfiguration } from "./configuration.ts";
import type { AbsenceFacts } from "./judge-absence.ts";
import { deepened, opened, remediesFor } from "./remedies.ts";
import type { ConfigurationChanges, VisibilityCeiling } from "./schemas.ts";

const ceiling: VisibilityCeiling = { visibility: "internal", confidentiality: "normal" };
const facts: AbsenceFacts = {
  embedded: true,
  parked: null,
  otherModel: null,
  filters: [],
  similarity: { cosine: 0.4, exactRank: 90, of: 900 },
  foundByIndex: true,
  planKind: "exact",
  fulltext: { score: 5, rank: 3 },
  fusedRank: 30,
  rerankedRank: 31,
  cut: "k",
  rank: null,
};
function changes(over: Partial<AbsenceFacts>, settings: ConfigurationChanges = {}) {
  const asked = effectiveConfiguration({ candidatesFrom: "hybrid", ...settings }, ceiling);
  return remediesFor("fusion", { ...facts, ...over }, asked, ceiling, {
    chunkId: "c",
    documentId: "d",
  }).map(({ configuration }) => configuration);
}

describe("what might bring in a chunk that fusion left behind", () => {
  it("is the list that has it in front, alone or weighing more", () => {
    expect(changes({})).toEqual([{ candidatesFrom: "fulltext" }, { fulltextWeight: 4 }, { k: 31 }]);
    const near = { similarity: { cosine: 0.4, exactRank: 2, of: 900 }, fulltext: null };
    expect(changes(near, { vectorWeight: 0.5 })).toEqual([
      { candidatesFrom: "vector" },
      { vectorWeight: 2 },
      { k: 31 },
    ]);
  });

  it("is no weight beyond what may be asked", () => {
    expect(changes({}, { fulltextWeight: 10 })).toEqual([
      { candidatesFrom: "fulltext" },
      { k: 31 },
    ]);
  });
});

describe("what might bring in a chunk that filters leave out", () => {
  it("is to lift all of them together, however many look at metadata", () => {
    const filters = [
      { field: "category", is: "none", values: ["bike-info"] },
      { field: "language", is: "any", values: ["en"] },
      { field: "tokenCount", is: "until", values: ["400"] },
    ] as const satisfies ConfigurationChanges["filters"];
    const asked = effectiveConfiguration({ filters: [...filters] }, ceiling);
    const failed = ["metadata: category", "metadata: tokenCount", "price lists"].map((filter) => ({
      filter,
      asks: filter,
      passes: false,
    }));
    const ids = { chunkId: "c", documentId: "d" };
    expect(remediesFor("filter", { ...facts, filters: failed }, asked, ceiling, ids)).toEqual([
      {
        words: "with price lists, without the filters on category and tokenCount",
        configuration: { includePricingLists: true, filters: [filters[1]] },
      },
    ]);
  });
});

describe("a change that is not enough alone", () => {
  const alone = { words: "hybrid search", configuration: { candidatesFrom: "hybrid" as const } };

  it("is tried with more results, and candidates where fewer lose it", () => {
    expect(deepened(alone, 30)).toEqual({
      words: "hybrid search, top 30",
      configuration: { candidatesFrom: "hybrid", k: 30 },
    });
    expect(deepened(alone, 30, 200)).toEqual({
      words: "hybrid search, top 30 of 200",
      configuration: { candidatesFrom: "hybrid", k: 30, candidates: 200 },
    });
  });

  it("is tried without what would leave it out further on", () => {
    expect(opened(alone, { minCosine: null, perDocument: 0 })).toBeUndefined();
    expect(opened(alone, { minCosine: 0.2, perDocument: 1 })).toEqual({
      words: "hybrid search, no threshold, any number of one document",
      configuration: { candidatesFrom: "hybrid", minCosine: null, perDocument: 0 },
    });
  });
});
