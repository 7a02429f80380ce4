import { describe, expect, it } from "vitest";
import { effectiveConfiguration } from "./configuration.ts";
import type { AbsenceFacts } from "./judge-absence.ts";
import { remediesFor } from "./remedies.ts";
import type { ConfigurationChanges, VisibilityCeiling } from "./schemas.ts";

const ceiling: VisibilityCeiling = { visibility: "internal", confidentiality: "normal" };
const facts: AbsenceFacts = {
  embedded: true,
  parked: null,
  otherModel: null,
  filters: [],
  similarity: { cosine: 0.4, exactRank: 90, of: 900 },
  foundByIndex: true,
  planKind: "exact",
  fulltext: { score: 5, rank: 3 },
  fusedRank: 30,
  rerankedRank: 31,
  cut: "k",
  rank: null,
};
function changes(over: Partial<AbsenceFacts>, settings: ConfigurationChanges = {}) {
  const asked = effectiveConfiguration({ candidatesFrom: "hybrid", ...settings }, ceiling);
  return remediesFor("fusion", { ...facts, ...over }, asked, ceiling, {
    chunkId: "c",
    documentId: "d",
  }).map(({ configuration }) => configuration);
}

describe("what might bring in a chunk that fusion left behind", () => {
  it("is the list that has it in front, alone or weighing more", () => {
    expect(changes({})).toEqual([{ candidatesFrom: "fulltext" }, { fulltextWeight: 4 }, { k: 31 }]);
    const near = { similarity: { cosine: 0.4, exactRank: 2, of: 900 }, fulltext: null };
    expect(changes(near, { vectorWeight: 0.5 })).toEqual([
      { candidatesFrom: "vector" },
      { vectorWeight: 2 },
      { k: 31 },
    ]);
  });

  it("is no weight beyond what may be asked", () => {
    expect(changes({}, { fulltextWeight: 10 })).toEqual([
      { candidatesFrom: "fulltext" },
      { k: 31 },
    ]);
  });
});
