import { describe, expect, it } from "vitest";
import { queryBodySchema } from "./schemas.ts";

const asked = (body: object) => queryBodySchema.safeParse({ query: "frame", ...body }).success;

describe("the body of a lab query", () => {
  it.each([
    ["k of 0", { configuration: { k: 0 } }],
    ["k of 10⁹", { configuration: { k: 1e9 } }],
    ["k of half a result", { configuration: { k: 1.5 } }],
    ["an unknown setting", { configuration: { sort: "price" } }],
    ["an unknown plan", { configuration: { plan: "guess" } }],
    ["an unknown part", { limit: 5 }],
    [
      "an unknown field in a filter",
      { configuration: { filters: [{ field: "text; drop", is: "any", values: ["a"] }] } },
    ],
    ["a vector of words", { vector: ["a"] }],
    ["a vector with NaN", { vector: [Number.NaN] }],
    ["a boost beyond all bounds", { configuration: { boosts: { mode: 1e9 } } }],
    ["an unknown boost", { configuration: { boosts: { luck: 1 } } }],
  ])("refuses %s", (_, body) => {
    expect(asked(body)).toBe(false);
  });

  it("takes the least and the most", () => {
    expect(asked({ configuration: { k: 1 } })).toBe(true);
    expect(asked({ configuration: { k: 200, candidates: 200 } })).toBe(true);
  });
});
