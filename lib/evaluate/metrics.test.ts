import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averagePrecision, mean, ndcg, percentile, recall } from "./metrics.ts";

const gains = new Map([
  ["a", 3],
  ["b", 2],
  ["c", 1],
  ["x", 0],
]);

describe("ndcg", () => {
  it("is 1 for the ideal order and 0 where nothing relevant stands", () => {
    expect(ndcg(["a", "b", "c"], gains, 10)).toBe(1);
    expect(ndcg(["x", "y"], gains, 10)).toBe(0);
    expect(ndcg(["a"], new Map(), 10)).toBe(0);
  });

  it("agrees with a hand-made sum", () => {
    const ideal = 3 + 2 / Math.log2(3) + 1 / 2;
    expect(ndcg(["x", "a", "c"], gains, 10)).toBeCloseTo((3 / Math.log2(3) + 1 / 2) / ideal, 12);
  });

  it("does not look below k, in the ideal either", () => {
    expect(ndcg(["a", "x", "b"], gains, 1)).toBe(1);
  });
});

describe("averagePrecision", () => {
  it("divides by all that are relevant, found or not", () => {
    expect(averagePrecision(["a", "x", "b"], gains)).toBeCloseTo((1 + 2 / 3) / 3, 12);
    expect(averagePrecision(["a"], new Map())).toBe(0);
  });
});

describe("recall", () => {
  it("is the share found among the first k", () => {
    expect(recall(["a", "x", "b"], gains, 2)).toBeCloseTo(1 / 3, 12);
    expect(recall(["a", "b", "c"], gains, 3)).toBe(1);
    expect(recall([], new Map(), 3)).toBe(0);
  });
});

describe("all of them", () => {
  it("stay within 0 … 1 for any ranking", () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(ids),
        fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: -1, max: 4 })),
        fc.integer({ min: 1, max: 8 }),
        (ranking, judged, k) => {
          const map = new Map(Object.entries(judged));
          for (const value of [
            ndcg(ranking, map, k),
            averagePrecision(ranking, map),
            recall(ranking, map, k),
          ]) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1 + 1e-12);
          }
        },
      ),
    );
  });
});

describe("mean and percentile", () => {
  it("are of the values, in any order", () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(mean([])).toBe(0);
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
    expect(percentile([], 0.5)).toBeNaN();
  });
});
