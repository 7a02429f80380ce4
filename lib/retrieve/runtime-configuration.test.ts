import { describe, expect, test } from "vitest";
import { runtimeConfiguration } from "./runtime-configuration.ts";
import { runtimeBodySchema } from "./runtime-schemas.ts";
import type { VisibilityCeiling } from "./schemas.ts";

const customer: VisibilityCeiling = { visibility: "public", confidentiality: "normal" };
const staff: VisibilityCeiling = { visibility: "internal", confidentiality: "normal" };

describe("what a caller may ask for", () => {
  test("what it leaves out stays production's", () => {
    const changes = runtimeConfiguration({ query: "x" }, customer);
    expect(Object.values(changes).filter((value) => value !== undefined)).toEqual([]);
  });

  test.each([
    [{ visibility: "internal" as const }, customer],
    [{ visibility: "admin-only" as const }, staff],
    [{ confidentiality: "elevated" as const }, staff],
  ])("%j under %j is refused by name", (filters, ceiling) => {
    expect(() => runtimeConfiguration({ query: "x", filters }, ceiling)).toThrow(
      expect.objectContaining({
        code: "forbidden",
        fields: { [`filters.${Object.keys(filters)[0]}`]: expect.stringContaining("at most") },
      }),
    );
  });

  test("up to its ceiling it gets what it asks for", () => {
    const filters = { visibility: "internal" as const, includePricingLists: true };
    expect(runtimeConfiguration({ query: "x", k: 3, filters }, staff)).toMatchObject({
      k: 3,
      visibility: "internal",
      includePricingLists: true,
    });
  });
});

describe("a body that does not parse", () => {
  test.each([
    {},
    { query: 7 },
    { query: "x", k: 0 },
    { query: "x", k: 1e9 },
    { query: "x", k: 1.5 },
    { query: "x", k: "12" },
    { query: "x", sort: "score" },
    { query: "x", configuration: { rerank: false } },
    { query: "x", filters: { category: "a" } },
    { query: "x", filters: { visibility: "everything" } },
    { query: "x", filters: { metadata: [{ field: "row_version", is: "any", values: ["1"] }] } },
    { query: "x", context: { user: "me" } },
    { query: "x", context: { archetypeWeights: { legacy: -1 } } },
    { query: "x".repeat(8_001) },
    { query: "x", model: "another" },
    { vector: ["1"] },
    { vector: [Number.POSITIVE_INFINITY] },
    { vector: [Number.NaN] },
    [],
    null,
  ])("%.60j", (body) => {
    expect(runtimeBodySchema.safeParse(body).success).toBe(false);
  });
});
