import { describe, expect, it } from "vitest";
import { efSearchFor, exactPaysUpTo, planAskedFor, planByCount } from "./choose-plan.ts";
import { productionConfiguration } from "./configuration.ts";
import { indexStates } from "./read-indexes.ts";

const configuration = productionConfiguration();
const upTo = (embeddings: number | null, changes = {}) =>
  exactPaysUpTo({ ...configuration, ...changes }, embeddings);

describe("exactPaysUpTo", () => {
  it("compares all of a small corpus, and not all of one of 10,000", () => {
    expect(upTo(2_000)).toBeGreaterThan(2_000);
    expect(upTo(10_000)).toBeLessThan(10_000);
  });

  it("compares more where they are few among many: there an index scan has far to go", () => {
    expect(upTo(10_000)).toBeGreaterThan(1_000);
    expect(upTo(100_000)).toBeGreaterThan(2_000);
    expect(upTo(100_000)).toBeGreaterThan(upTo(10_000));
  });

  it("leaves a tenth of 100,000 to the index, which finds enough among them long before all are compared", () => {
    expect(upTo(100_000)).toBeLessThan(10_000);
  });

  it("never passes what is configured, and is that before anybody counted", () => {
    expect(upTo(1_000_000, { exactUpTo: 700 })).toBe(700);
    expect(upTo(null)).toBe(configuration.exactUpTo);
  });

  it("goes by the index earlier where the index looks at less", () => {
    expect(upTo(10_000, { efSearch: 100 })).toBeLessThan(upTo(10_000, { efSearch: 400 }));
  });
});

describe("efSearchFor", () => {
  const of = (embeddings: number | null, changes = {}) =>
    efSearchFor({ ...configuration, ...changes }, embeddings);

  it("is what is configured over a large corpus, and before anybody counted", () => {
    expect(of(100_000)).toBe(configuration.efSearch);
    expect(of(null)).toBe(configuration.efSearch);
  });

  it("is less over a small one, but not less than the candidates that are wanted", () => {
    expect(of(10_000)).toBe(151);
    expect(of(10)).toBe(configuration.candidates);
    expect(of(10, { efSearch: 20 })).toBe(20);
  });

  it("grows with what is configured", () => {
    expect(of(10_000, { efSearch: 1_000 })).toBe(378);
  });
});

describe("planByCount", () => {
  it("is exact up to the limit and says how many there are", () => {
    expect(planByCount("hnsw", 5, 5, 150)).toMatchObject({ kind: "exact", kept: { count: 5 } });
    expect(planByCount("hnsw", 6, 5, 150)).toMatchObject({
      kind: "hnsw",
      reason: "the filter keeps more than 5 chunks; ef_search 150",
      kept: { count: 6, atLeast: true },
      efSearch: 150,
    });
  });
});

describe("an index that cannot be used", () => {
  it.each([
    ["building", "the hnsw index is being built"],
    ["missing", "the hnsw index does not exist"],
  ] as const)("gives way to an exact search and says why: %s", (state, reason) => {
    expect(planAskedFor("hnsw", state)).toEqual({ kind: "exact", reason });
    expect(planAskedFor("hnsw", "ready")).toEqual({ kind: "hnsw", reason: "asked for" });
  });

  it("is known by what it indexes, and as being built until it is valid", () => {
    const hnsw = "CREATE INDEX x ON e USING hnsw (((embedding)::halfvec(3072)) halfvec_cosine_ops)";
    const binary = "CREATE INDEX y ON e USING hnsw ((binary_quantize(embedding)) bit_hamming_ops)";
    expect(indexStates([{ definition: hnsw, valid: false }])).toEqual({
      hnsw: "building",
      binary: "missing",
    });
    expect(
      indexStates([
        { definition: hnsw, valid: false },
        { definition: hnsw, valid: true },
        { definition: binary, valid: true },
      ]),
    ).toEqual({ hnsw: "ready", binary: "ready" });
    expect(indexStates(null)).toEqual({ hnsw: "missing", binary: "missing" });
  });
});
