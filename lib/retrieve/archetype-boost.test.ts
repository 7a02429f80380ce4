import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { archetypeBoost } from "./archetype-boost.ts";

const settings = { archetypeK: 0.08, archetypeConfidenceMin: 0.08, archetypeCount: 5 };

describe("archetypeBoost", () => {
  it("is K × alignment × specialisation × confidence", () => {
    // alignment 0.7, specialisation 1 − 2/5, margin 0.3 is over the minimum: confidence 1.
    const weights = { analyst: 0.5, legacy: 0.2, prestige: 0.2, achiever: 0.1 };
    const { value, because } = archetypeBoost(["analyst", "legacy"], weights, settings);
    expect(value).toBeCloseTo(0.08 * 0.7 * 0.6 * 1, 12);
    expect(because).toBe("alignment 0.70 × specialisation 0.60 × confidence 1.00");
  });

  it("grows with the margin up to the minimum confidence", () => {
    const weights = { analyst: 0.52, legacy: 0.48 };
    const { value } = archetypeBoost(["analyst"], weights, settings);
    expect(value).toBeCloseTo(0.08 * 0.52 * 0.8 * (0.04 / 0.08), 12);
  });

  it.each([
    ["no bias", [], { analyst: 1 }],
    ["all five", ["a", "b", "c", "d", "e"], { a: 1 }],
    ["no weights", ["analyst"], {}],
    ["a flat profile", ["analyst"], { analyst: 1, legacy: 1 }],
  ])("is nothing for %s", (_name, bias, weights) => {
    expect(archetypeBoost(bias, weights, settings).value).toBe(0);
  });

  it("does not depend on the scale of the weights", () => {
    const small = archetypeBoost(["analyst"], { analyst: 0.8, legacy: 0.2 }, settings);
    const large = archetypeBoost(["analyst"], { analyst: 80, legacy: 20 }, settings);
    expect(large.value).toBeCloseTo(small.value, 12);
  });

  it("stays within 0 … 0.15 whatever K and the weights are", () => {
    const names = ["loyalist", "prestige", "analyst", "achiever", "legacy"];
    fc.assert(
      fc.property(
        fc.subarray(names),
        fc.dictionary(fc.constantFrom(...names), fc.double({ min: 0, max: 10, noNaN: true })),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (bias, weights, archetypeK) => {
          const { value } = archetypeBoost(bias, weights, { ...settings, archetypeK });
          return value >= 0 && value <= 0.15;
        },
      ),
    );
  });
});
