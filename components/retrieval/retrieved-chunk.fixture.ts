import type { CandidateChunk } from "#lib/retrieve/result-schemas.ts";

/** A chunk as retrieval answers it, for tests. */
export function retrievedChunk(given: Partial<CandidateChunk> = {}): CandidateChunk {
  return {
    chunkId: "c1",
    documentId: "d1",
    path: "a.md",
    title: null,
    category: "x",
    docType: "y",
    chunkIndex: 0,
    headingPath: null,
    text: "",
    tokenCount: 1,
    guardrailFlags: [],
    visibility: "public",
    confidentiality: "normal",
    versions: { chunk: 1, document: 1 },
    cosine: null,
    fulltext: null,
    ranks: { similarity: 1, fulltext: null, fused: 1, reranked: 1 },
    rankBefore: 1,
    rankAfter: 1,
    base: { name: "similarity", value: 0.5 },
    parts: [],
    score: 0.5,
    cut: null,
    features: {
      title: null,
      path: "a.md",
      summary: null,
      primaryModes: [],
      platforms: [],
      disciplines: [],
      relatedEntities: [],
      labels: [],
      archetypeBias: [],
    },
    ...given,
  };
}
