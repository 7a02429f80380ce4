import { describe, expect, it } from "vitest";
import { productionConfiguration } from "./configuration.ts";
import { orderCandidates, type Unordered } from "./order-candidates.ts";
import type { Signals } from "./result-schemas.ts";

const signals: Signals = {
  platforms: ["mx"],
  disciplines: [],
  models: [],
  focusEntities: [],
  topics: [],
  keywords: [],
  archetypeWeights: {},
};
const sizes = { modes: 3, archetypes: 5 };
const production = { ...productionConfiguration(), k: 2 };

function candidate(chunkId: string, value: number, platforms: string[] = []): Unordered {
  return {
    chunkId,
    documentId: chunkId.slice(0, 1),
    path: "a.md",
    title: null,
    category: "x",
    docType: "x",
    chunkIndex: 0,
    headingPath: null,
    tokenCount: null,
    guardrailFlags: [],
    visibility: "public",
    confidentiality: "normal",
    versions: { chunk: 1, document: 1 },
    cosine: value,
    fulltext: null,
    ranks: { similarity: null, fulltext: null, fused: 0, reranked: 0 },
    base: { name: "similarity", value },
    features: {
      title: null,
      path: "a.md",
      summary: null,
      primaryModes: [],
      platforms,
      disciplines: [],
      relatedEntities: [],
      labels: [],
      archetypeBias: [],
    },
  };
}

const three = [candidate("a1", 0.6), candidate("a2", 0.58), candidate("b1", 0.55, ["mx"])];
const shown = (changes: object) =>
  orderCandidates(three, signals, { ...production, ...changes }, sizes).map(
    ({ chunkId, rankAfter, cut }) => [chunkId, rankAfter, cut],
  );

describe("orderCandidates", () => {
  it("reranks, then cuts, and says of each candidate why it is no result", () => {
    expect(shown({})).toEqual([
      ["b1", 1, null],
      ["a1", 2, null],
      ["a2", 3, "k"],
    ]);
  });

  it("leaves the order as it came where rerank is off", () => {
    expect(shown({ rerank: false }).map(([id]) => id)).toEqual(["a1", "a2", "b1"]);
  });

  it("moves up behind what diversity leaves out", () => {
    expect(shown({ rerank: false, perDocument: 1 })).toEqual([
      ["a1", 1, null],
      ["a2", 2, "diversity"],
      ["b1", 2, null],
    ]);
  });

  it("orders its own answer again by other boosts, as the sliders do", () => {
    const first = orderCandidates(three, signals, production, sizes);
    const boosts = { ...production.boosts, platform: 0 };
    const again = orderCandidates(first, signals, { ...production, boosts }, sizes);
    expect(again.map(({ chunkId }) => chunkId)).toEqual(["a1", "a2", "b1"]);
    expect(orderCandidates(again, signals, production, sizes)).toEqual(first);
  });
});
