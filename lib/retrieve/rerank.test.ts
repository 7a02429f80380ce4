import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultBoosts } from "./defaults.ts";
import { boostParts, type Candidate, rerank } from "./rerank.ts";
import type { Features, Signals } from "./result-schemas.ts";

const settings = {
  boosts: defaultBoosts,
  archetypeK: 0.08,
  archetypeConfidenceMin: 0.08,
  archetypeCount: 5,
  modeCount: 3,
};
const silent: Signals = {
  platforms: [],
  disciplines: [],
  models: [],
  focusEntities: [],
  topics: [],
  keywords: [],
  archetypeWeights: {},
};

type Over = Partial<Features> & { chunkId?: string; cosine?: number };

function candidate({ chunkId = "c1", cosine = 0.5, ...over }: Over = {}): Candidate {
  const features = {
    title: null,
    path: "a.md",
    summary: null,
    primaryModes: [],
    platforms: [],
    disciplines: [],
    relatedEntities: [],
    labels: [],
    archetypeBias: [],
    ...over,
  };
  return { chunkId, base: { name: "similarity", value: cosine }, features };
}

function named(over: Over, signals: Partial<Signals>) {
  const parts = boostParts(candidate(over).features, { ...silent, ...signals }, settings);
  return Object.fromEntries(parts.map(({ name, value }) => [name, Number(value.toFixed(6))]));
}

describe("boostParts", () => {
  it.each<[string, Over, Partial<Signals>, Record<string, number>]>([
    ["mode in a proper subset", { primaryModes: ["owner"] }, { mode: "owner" }, { mode: 0.06 }],
    ["mode in all of them: neutral", { primaryModes: ["a", "b", "owner"] }, { mode: "owner" }, {}],
    ["platform", { platforms: ["mx"] }, { platforms: ["mx", "ht"] }, { platform: 0.1 }],
    ["discipline", { disciplines: ["trap"] }, { disciplines: ["trap"] }, { discipline: 0.06 }],
    ["model", { relatedEntities: ["mx8"] }, { models: ["mx8"] }, { model: 0.12 }],
    [
      "focus entity",
      { relatedEntities: ["mx8"] },
      { focusEntities: ["mx8"] },
      { "focus entity": 0.15 },
    ],
    ["one topic", { labels: ["care"] }, { topics: ["care"] }, { topic: 0.04 }],
    ["two topics", { labels: ["care", "oil"] }, { topics: ["oil", "care"] }, { topic: 0.05 }],
    [
      "many topics",
      { labels: ["a", "b", "c", "d"] },
      { topics: ["a", "b", "c", "d"] },
      { topic: 0.06 },
    ],
    ["keyword in the title", { title: "Barrel care" }, { keywords: ["barrel"] }, { keyword: 0.03 }],
    [
      "keywords in path and summary",
      { path: "Barrels/care.md", summary: "Oil" },
      { keywords: ["barrels", "oil", "md", "care", "none"] },
      { keyword: 0.06 },
    ],
    ["part of a word does not count", { title: "Barrels" }, { keywords: ["barrel"] }, {}],
    ["nothing known", {}, {}, {}],
  ])("%s", (_name, over, signals, expected) => {
    expect(named(over, signals)).toEqual(expected);
  });

  it("clamps the sum at 0.50 and says so as a part", () => {
    const all = { mode: "owner", platforms: ["x"], disciplines: ["x"], models: ["x"] };
    const parts = named(
      {
        primaryModes: ["owner"],
        platforms: ["x"],
        disciplines: ["x"],
        relatedEntities: ["x"],
        labels: ["x"],
        title: "x",
      },
      { ...all, focusEntities: ["x"], topics: ["x"], keywords: ["x"] },
    );
    expect(parts.limit).toBeCloseTo(0.5 - (0.06 + 0.1 + 0.06 + 0.12 + 0.15 + 0.04 + 0.03), 6);
  });
});

describe("rerank", () => {
  it("moves a boosted candidate up and keeps both ranks", () => {
    const rows = rerank(
      [
        candidate({ chunkId: "a", cosine: 0.6 }),
        candidate({ chunkId: "b", cosine: 0.55, platforms: ["mx"] }),
      ],
      { ...silent, platforms: ["mx"] },
      settings,
    );
    expect(rows.map((row) => [row.candidate.chunkId, row.rankBefore, row.rankAfter])).toEqual([
      ["b", 2, 1],
      ["a", 1, 2],
    ]);
    expect(rows[0]?.score).toBeCloseTo(0.65, 12);
  });

  it("only re-orders, adds up, and does not depend on the order that came in", () => {
    const words = fc.subarray(["mx", "trap", "care", "oil"]);
    const anyCandidate = fc.record({
      cosine: fc.double({ min: -1, max: 1, noNaN: true }),
      platforms: words,
      labels: words,
      relatedEntities: words,
      archetypeBias: fc.subarray(["analyst", "legacy"]),
    });
    const signals = {
      ...silent,
      platforms: ["mx"],
      topics: ["care", "oil"],
      models: ["trap"],
      archetypeWeights: { analyst: 0.9, legacy: 0.1 },
    };
    fc.assert(
      fc.property(fc.array(anyCandidate, { maxLength: 30 }), (drawn) => {
        const input = drawn.map((over, index) => candidate({ ...over, chunkId: `c${index}` }));
        const rows = rerank(input, signals, settings);
        const again = rerank(input.toReversed(), signals, settings);
        expect(rows.map((row) => row.candidate.chunkId)).toEqual(
          again.map((row) => row.candidate.chunkId),
        );
        expect(rows.map((row) => row.rankBefore).toSorted((a, b) => a - b)).toEqual(
          input.map((_, index) => index + 1),
        );
        for (const row of rows) {
          const sum = row.parts.reduce(
            (total, part) => total + part.value,
            row.candidate.base.value,
          );
          expect(row.score).toBeCloseTo(sum, 12);
        }
      }),
    );
  });
});
