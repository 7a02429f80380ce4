import { describe, expect, it } from "vitest";
import {
  configurationHash,
  effectiveConfiguration,
  productionConfiguration,
} from "./configuration.ts";

const production = productionConfiguration({
  PERAZZI_RETRIEVAL_LIMIT: 12,
  PERAZZI_ENABLE_RERANK: true,
  PERAZZI_RERANK_CANDIDATE_LIMIT: 60,
  PERAZZI_ARCHETYPE_BOOST_K: 0.08,
  PERAZZI_ARCHETYPE_CONFIDENCE_MIN: 0.08,
});
const admin = { visibility: "admin-only", confidentiality: "elevated" } as const;
const viewer = { visibility: "internal", confidentiality: "normal" } as const;

describe("effectiveConfiguration", () => {
  it("is production where nothing is asked, public and normal even for an admin", () => {
    expect(effectiveConfiguration({}, admin, production)).toEqual(production);
    expect(production).toMatchObject({ visibility: "public", confidentiality: "normal" });
  });

  it("never goes above the ceiling", () => {
    const asked = { visibility: "admin-only", confidentiality: "elevated" } as const;
    expect(effectiveConfiguration(asked, viewer, production)).toMatchObject(viewer);
    expect(effectiveConfiguration(asked, admin, production)).toMatchObject(admin);
  });

  it("fetches at least k candidates with rerank, and exactly k without", () => {
    expect(effectiveConfiguration({ k: 40, candidates: 20 }, viewer, production).candidates).toBe(
      40,
    );
    expect(effectiveConfiguration({ rerank: false }, viewer, production).candidates).toBe(12);
  });
});

describe("configurationHash", () => {
  it("does not depend on the order of fields", () => {
    const turned = Object.fromEntries(Object.entries(production).reverse()) as typeof production;
    expect(configurationHash(turned)).toBe(configurationHash(production));
  });

  it("differs with any field", () => {
    expect(configurationHash({ ...production, k: 13 })).not.toBe(configurationHash(production));
  });
});
