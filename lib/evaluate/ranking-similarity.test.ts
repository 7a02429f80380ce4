import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jaccardAt, overlapAt, rankBiasedOverlap } from "./ranking-similarity.ts";

const ranking = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 20 });

describe("overlap and Jaccard", () => {
  it("count shared ids among the first k, in any order", () => {
    expect(overlapAt(["a", "b", "c"], ["c", "a", "x"], 3)).toBe(2);
    expect(overlapAt(["a", "b", "c"], ["c", "a", "x"], 1)).toBe(0);
    expect(jaccardAt(["a", "b", "c"], ["c", "a", "x"], 3)).toBe(0.5);
    expect(jaccardAt([], [], 12)).toBe(1);
    expect(jaccardAt([], ["a"], 12)).toBe(0);
  });
});

describe("rank-biased overlap", () => {
  it("is what the paper's formula gives by hand", () => {
    // Agreement by depth: 0, 1/2, 1. (1 − p)/p · (p²/2 + p³) + p³ at p = 0.9.
    expect(rankBiasedOverlap(["a", "b", "c"], ["c", "b", "a"])).toBeCloseTo(0.855, 10);
    // One shared id at the top of two lists of two: 0.1/0.9 · (0.9 + 0.81/2) + 0.81/2.
    expect(rankBiasedOverlap(["a", "b"], ["a", "c"])).toBeCloseTo(0.145 + 0.405, 10);
  });

  it("takes a shorter list's agreement to go on below its end", () => {
    expect(rankBiasedOverlap(["a"], ["a", "b"])).toBeCloseTo(1, 10);
    // s = 1, l = 2, the overlap comes at depth 2: 0.1/0.9 · 0.81/2 + 0.81/2.
    expect(rankBiasedOverlap(["b"], ["a", "b"])).toBeCloseTo(0.045 + 0.405, 10);
  });

  it("is 1 for the same list, 0 for strangers", () => {
    expect(rankBiasedOverlap([], [])).toBe(1);
    expect(rankBiasedOverlap([], ["a"])).toBe(0);
    expect(rankBiasedOverlap(["a", "b"], ["c", "d"])).toBe(0);
    fc.assert(
      fc.property(ranking, (a) => {
        expect(rankBiasedOverlap(a, a)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("is between 0 and 1, the same from both sides", () => {
    fc.assert(
      fc.property(ranking, ranking, (a, b) => {
        const value = rankBiasedOverlap(a, b);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-9);
        expect(rankBiasedOverlap(b, a)).toBeCloseTo(value, 9);
      }),
    );
  });

  it("minds a change at the top more than one at the foot", () => {
    const list = ["a", "b", "c", "d", "e", "f"];
    const top = rankBiasedOverlap(list, ["x", "b", "c", "d", "e", "f"]);
    const foot = rankBiasedOverlap(list, ["a", "b", "c", "d", "e", "x"]);
    expect(top).toBeLessThan(foot);
  });
});
