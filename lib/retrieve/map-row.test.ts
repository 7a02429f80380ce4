import { describe, expect, it } from "vitest";
import { guardedText, mapRow } from "./map-row.ts";
import type { CandidateRow } from "./read-candidates.ts";

const row: CandidateRow = {
  chunk_id: "c",
  document_id: "d",
  path: "Bikes/a.md",
  title: "Strada",
  summary: null,
  category: "bike-info",
  doc_type: "x",
  pricing_sensitive: false,
  chunk_index: 0,
  heading_path: "Strada > Frame",
  token_count: 7,
  guardrail_flags: null,
  primary_modes: [" Owner ", "owner"],
  archetype_bias: ["Analyst"],
  platforms: null,
  disciplines: "road",
  related_entities: ["Corvo-2", "corvo 2"],
  labels: [["Serial-Numbers"], null, ["serial numbers", 7]],
  visibility: "public",
  confidentiality: "normal",
  chunk_version: "3",
  document_version: "7",
};

describe("mapRow", () => {
  it("reads lists as lower-case sets, and names by their words", () => {
    expect(mapRow(row).features).toMatchObject({
      primaryModes: ["owner"],
      archetypeBias: ["analyst"],
      relatedEntities: ["corvo 2"],
      labels: ["serial numbers"],
    });
  });

  it("takes lists of another shape as empty", () => {
    expect(mapRow(row)).toMatchObject({
      guardrailFlags: [],
      features: { platforms: [], disciplines: [] },
    });
  });

  it("redacts every text of a price-sensitive document, and no other", () => {
    const text = "A frame for 4,200 EUR.";
    expect(guardedText(row, text)).toBe(text);
    const sensitive = { ...row, pricing_sensitive: true };
    expect(guardedText(sensitive, text)).not.toContain("4,200");
    const priced = mapRow({
      ...sensitive,
      title: "From €900",
      summary: "Costs $12,000",
      heading_path: "Frames > 4.200 €",
    });
    expect(JSON.stringify(priced)).not.toMatch(/900|12,000|4\.200/);
  });
});
