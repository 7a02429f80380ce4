import { describe, expect, it } from "vitest";
import { overridesProblem } from "./check-overrides.ts";
import { production } from "./production.fixture.ts";
import { resolveLane } from "./resolve-lane.ts";

describe("settings that were written into an address by hand", () => {
  it.each([
    { k: 5 },
    { k: 1_000_000_000 },
    { minCosine: null, model: null },
    { minCosine: 0.3, model: "another" },
    { boosts: { platform: 0.3 }, rerank: false, plan: "hnsw" },
    { filters: [{ field: "tags", is: "any", values: ["x"] }] },
    {},
  ])("may be %j: the kind is right", (overrides) => {
    expect(overridesProblem(overrides, production)).toBeUndefined();
  });

  it.each([
    ["k", "abc"],
    ["k", null],
    ["k", Number.POSITIVE_INFINITY],
    ["minCosine", "0.3"],
    ["model", 5],
    ["rerank", 1],
    ["plan", 2],
    ["filters", "x"],
    ["filters", null],
    ["filters", [null]],
    ["filters", [{ field: "tags" }]],
    ["filters", [{ field: "tags", is: "any", values: 5 }]],
    ["boosts", 5],
    ["boosts", null],
    ["boosts", { platform: "0.1" }],
    ["boosts", { platform: 1_000 }],
    ["boosts", { constructor: 1 }],
    ["rrfK", 0],
    ["vectorWeight", -5],
    ["archetypeK", 9],
  ])("are refused where %s is %j", (name, value) => {
    expect(overridesProblem({ [name]: value }, production)).toContain(`sets ${name} to something`);
  });

  it.each(["zzz", "constructor", "__proto__"])("may not name a setting %s", (name) => {
    const overrides = JSON.parse(`{"${name}":1}`);
    expect(overridesProblem(overrides, production)).toContain(name);
  });

  it("leave the lane that has them unasked, with its name and the reason", () => {
    const known = { production, saved: [], k: 0 };
    const lane = resolveLane('hybrid~{"filters":"x","k":3}', known);
    expect(lane).toMatchObject({ name: "hybrid", fixed: true });
    expect(lane.problem).toContain("filters");
    expect(lane.changes.filters).toBeUndefined();
    expect(resolveLane('hybrid~{"k":3}', known).problem).toBeUndefined();
  });
});
