import { describe, expect, it } from "vitest";
import { type AbsenceFacts, judgeAbsence } from "./judge-absence.ts";

const asked = {
  k: 12,
  candidates: 60,
  candidatesFrom: "vector",
  minCosine: null,
  perDocument: 0,
  rerank: true,
} as const;

const facts: AbsenceFacts = {
  embedded: true,
  parked: null,
  otherModel: null,
  filters: [
    { filter: "status", asks: "status = active", passes: true },
    { filter: "visibility", asks: "visibility = public", passes: true },
  ],
  similarity: { cosine: 0.4, exactRank: 80, of: 900 },
  foundByIndex: false,
  planKind: "hnsw",
  fulltext: null,
  fusedRank: null,
  rerankedRank: null,
  cut: "not a candidate",
  rank: null,
};
const failing = [
  { filter: "status", asks: "status = active", passes: true },
  { filter: "visibility", asks: "visibility = public", passes: false },
];
const both = { candidatesFrom: "hybrid" };
const hybrid = { cut: "k", foundByIndex: true, fusedRank: 30, rerankedRank: 31 } as const;
const near = (exactRank: number) => ({ similarity: { cosine: 0.4, exactRank, of: 900 } });

describe("judgeAbsence", () => {
  it.each<[string, Partial<AbsenceFacts>, object, string]>([
    ["returned", { rank: 3, cut: null }, {}, "at place 3"],
    ["embedding", { embedded: false }, {}, "no embedding"],
    ["embedding", { embedded: false, parked: "dates" }, {}, "parked (dates)"],
    ["embedding", { embedded: false, otherModel: "m2" }, {}, "another model, m2"],
    ["filter", { filters: failing }, {}, "filter visibility = public; without it, place 80"],
    ["threshold", {}, { minCosine: 0.5 }, "cosine 0.400 is below the threshold 0.5"],
    ["index", { similarity: { cosine: 0.4, exactRank: 7, of: 900 } }, {}, "place 7 of 900"],
    ["similarity", {}, {}, "place 80 of 900 by similarity; the first 60"],
    ["similarity", {}, { candidatesFrom: "hybrid" }, "Full text: holds none of the query's words"],
    ["words", { planKind: "none" }, { candidatesFrom: "fulltext" }, "holds none"],
    [
      "words",
      { planKind: "none", fulltext: { score: 1, rank: 70 } },
      { candidatesFrom: "fulltext" },
      "place 70 by full text",
    ],
    ["rerank", { cut: "k", fusedRank: 9, rerankedRank: 20 }, {}, "from place 9 to 20"],
    ["cut", { cut: "k", fusedRank: 30, rerankedRank: 20 }, {}, "candidate 20"],
    ["cut", { cut: "k", fusedRank: 30, rerankedRank: 30 }, { rerank: false }, "the first 12"],
    ["fusion", { ...hybrid, fulltext: { score: 5, rank: 3 } }, both, "place 3 by full text"],
    ["fusion", { ...hybrid, ...near(12) }, both, "place 12 of 900 by similarity"],
    [
      "fusion",
      { ...hybrid, ...near(2) },
      { ...both, rerank: false },
      "place 30 of both lists fused",
    ],
    ["cut", { ...hybrid, fulltext: { score: 5, rank: 13 } }, both, "candidate 31"],
    // What the index did not find is in no list, however near it is.
    ["cut", { ...hybrid, ...near(2), foundByIndex: false }, both, "candidate 31"],
    ["rerank", { ...hybrid, ...near(2), fusedRank: 9 }, both, "from place 9 to 31"],
    ["diversity", { cut: "diversity", rerankedRank: 5 }, { perDocument: 2 }, "2 chunks"],
  ])("says %s", (stage, over, settings, words) => {
    const judged = judgeAbsence({ ...facts, ...over }, { ...asked, ...settings });
    expect(judged.stage).toBe(stage);
    expect(judged.sentence).toContain(words);
  });
});
