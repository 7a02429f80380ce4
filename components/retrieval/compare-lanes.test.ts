import { describe, expect, it } from "vitest";
import { defaultBoosts } from "#lib/retrieve/defaults.ts";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import { differences, movement } from "./compare-lanes.ts";
import { production } from "./production.fixture.ts";

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

describe("differences", () => {
  it("names each setting that differs", () => {
    expect(differences(production, production)).toEqual([]);
    expect(differences({ ...production, plan: "exact", rerank: false }, production)).toEqual([
      "exact search",
      "no rerank",
    ]);
    expect(differences({ ...production, k: 5 }, production)).toEqual(["top 5 instead of 12"]);
    expect(
      differences({ ...production, boosts: { ...defaultBoosts, platform: -0.05 } }, production),
    ).toEqual(["platform −0.05 instead of +0.1"]);
    expect(
      differences(
        { ...production, filters: [{ field: "docType", is: "any", values: ["warranty"] }] },
        production,
      ),
    ).toEqual(["docType is warranty"]);
  });

  it("says something for every setting there is", () => {
    const others: Partial<Configuration> = {
      candidatesFrom: "hybrid",
      model: "another",
      plan: "hnsw",
      efSearch: 1,
      iterativeScan: "off",
      maxScanTuples: 1,
      exactUpTo: 1,
      k: 3,
      candidates: 9,
      minCosine: 0.5,
      rrfK: 1,
      vectorWeight: 2,
      fulltextWeight: 2,
      headingWeight: 9,
      feedback: true,
      feedbackFrom: 1,
      feedbackTerms: 1,
      rerank: false,
      boosts: { ...defaultBoosts, mode: 0.5 },
      archetypeK: 0.5,
      archetypeConfidenceMin: 0.5,
      perDocument: 1,
      rules: "assistant",
      includePricingLists: true,
      visibility: "internal",
      confidentiality: "elevated",
      filters: [{ field: "tags", is: "missing", values: [] }],
    };
    expect(Object.keys(others).toSorted()).toEqual(Object.keys(production).toSorted());
    for (const [name, value] of Object.entries(others))
      expect(differences({ ...production, [name]: value }, production), name).toHaveLength(1);
  });
});
