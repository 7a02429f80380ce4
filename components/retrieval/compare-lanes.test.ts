import { describe, expect, it } from "vitest";
import { defaultBoosts, defaultSearch } from "#lib/retrieve/defaults.ts";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import { differences, movement, overlap } from "./compare-lanes.ts";

const production: Configuration = {
  ...defaultSearch,
  k: 12,
  candidatesFrom: "vector",
  plan: "auto",
  candidates: 60,
  minCosine: null,
  rerank: true,
  boosts: defaultBoosts,
  archetypeK: 0.08,
  archetypeConfidenceMin: 0.08,
  perDocument: 0,
  rules: "console",
  includePricingLists: false,
  visibility: "public",
  confidentiality: "normal",
  filters: [],
};

describe("movement", () => {
  it.each([
    [1, 3, "↑2", "2 places higher than in production"],
    [4, 3, "↓1", "1 place lower than in production"],
    [3, 3, "=", "the same place as in production"],
    [3, undefined, "only here", "not in production"],
  ])("from rank %s here and %s there is %s", (here, there, symbol, words) => {
    expect(movement(here, there, "production")).toEqual({ symbol, words });
  });
});

describe("overlap", () => {
  it("counts ids that both hold, in any order", () => {
    expect(overlap(["a", "b", "c"], ["c", "a", "x"])).toBe(2);
    expect(overlap([], ["a"])).toBe(0);
  });
});

describe("differences", () => {
  it("names each setting that differs", () => {
    expect(differences(production, production)).toEqual([]);
    expect(differences({ ...production, plan: "exact", rerank: false }, production)).toEqual([
      "exact search",
      "no rerank",
    ]);
    expect(differences({ ...production, k: 5 }, production)).toEqual(["top 5 instead of 12"]);
  });
});
