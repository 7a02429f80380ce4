import { describe, expect, it } from "vitest";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import { differences, movement, overlap } from "./compare-lanes.ts";

const production: Configuration = {
  k: 12,
  search: "auto",
  rerank: true,
  candidates: 60,
  archetypeK: 0.08,
  archetypeConfidenceMin: 0.08,
  includePricingLists: false,
  visibility: "public",
  confidentiality: "normal",
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
    expect(differences({ ...production, search: "exact", rerank: false }, production)).toEqual([
      "exact search",
      "no rerank",
    ]);
    expect(differences({ ...production, k: 5 }, production)).toEqual(["top 5 instead of 12"]);
  });
});
