import { describe, expect, it } from "vitest";
import { feedbackTerms, type Occurrence } from "./feedback-terms.ts";

const asked = [{ config: "english", lexeme: "wing", weight: 1 }];
const scores = new Map([
  ["a", 3],
  ["b", 1],
]);

function occurrence(over: Partial<Occurrence>): Occurrence {
  return {
    chunkId: "a",
    config: "english",
    lexeme: "lift",
    count: 2,
    words: 100,
    chunks: 5,
    ...over,
  };
}

function weights(occurrences: Occurrence[], most = 15) {
  const terms = feedbackTerms(asked, occurrences, scores, { corpusChunks: 1_000, most });
  return Object.fromEntries(terms.map(({ lexeme, weight }) => [lexeme, weight]));
}

describe("feedbackTerms", () => {
  it("is the query alone where nothing was found", () => {
    expect(weights([])).toEqual({ wing: 1 });
  });

  it("adds what is frequent in the results and rare in the corpus, the best with half a query term's weight", () => {
    const made = weights([
      occurrence({}),
      occurrence({ lexeme: "result", chunks: 900 }),
      occurrence({ lexeme: "once", count: 1 }),
    ]);
    expect(made.lift).toBeCloseTo(0.5, 12);
    expect(made.once).toBeCloseTo(0.25, 12);
    expect(made.result).toBeLessThan(0.02);
  });

  it("believes a better result more", () => {
    const made = weights([occurrence({}), occurrence({ chunkId: "b", lexeme: "drag" })]);
    expect((made.lift ?? 0) / (made.drag ?? 1)).toBeCloseTo(3, 12);
  });

  it("adds no more than it may, and strengthens a term of the query instead of doubling it", () => {
    const made = weights([occurrence({ lexeme: "wing", count: 9 }), occurrence({})], 1);
    expect(made).toEqual({ wing: 1.5 });
  });

  it("keeps languages apart", () => {
    const terms = feedbackTerms(
      asked,
      [occurrence({ config: "italian", lexeme: "wing" })],
      scores,
      { corpusChunks: 1_000, most: 5 },
    );
    expect(terms.map(({ config }) => config)).toEqual(["english", "italian"]);
    expect(terms[0]?.weight).toBe(1);
  });
});
