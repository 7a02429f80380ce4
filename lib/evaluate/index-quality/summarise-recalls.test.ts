import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recallSteps, summariseRecalls } from "./summarise-recalls.ts";

describe("summariseRecalls", () => {
  it("has no mean of nothing", () => {
    expect(summariseRecalls([])).toEqual({ mean: null, p5: null, perfect: 0 });
  });

  it("takes the mean, the 5th percentile and the complete ones", () => {
    const recalls = [...Array.from({ length: 19 }, () => 1), 0.5];
    expect(summariseRecalls(recalls)).toEqual({ mean: 0.975, p5: 0.5, perfect: 19 });
    expect(summariseRecalls([1, 1, 0]).p5).toBe(0);
  });
});

describe("recallSteps", () => {
  it("puts a complete answer into a step of its own", () => {
    const steps = recallSteps([1, 1, 11 / 12, 0.5, 0.49, 0]);
    expect(Object.fromEntries(steps.map(({ from, questions }) => [from, questions]))).toEqual({
      0: 2,
      0.5: 1,
      0.6: 0,
      0.7: 0,
      0.8: 0,
      0.9: 1,
      1: 2,
    });
  });

  it("counts every recall once", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (recalls) => {
        const counted = recallSteps(recalls).reduce((sum, { questions }) => sum + questions, 0);
        expect(counted).toBe(recalls.length);
      }),
    );
  });
});
