import { z } from "zod";

export const maxQueryCharacters = 8_000;
export const maxResults = 50;

export const visibilities = ["public", "internal", "admin-only"] as const;
export const confidentialities = ["normal", "elevated"] as const;

/** How one retrieval is done. Canonical: every field is always there. */
export const configurationSchema = z.strictObject({
  /** Results returned. */
  k: z.int().min(1).max(maxResults),
  /** `exact` compares every vector; `auto` uses the index where there is one and it pays. */
  search: z.enum(["auto", "exact"]),
  rerank: z.boolean(),
  /** Candidates fetched before rerank. */
  candidates: z.int().min(1).max(200),
  archetypeK: z.number().min(0).max(1),
  archetypeConfidenceMin: z.number().min(0.0001).max(1),
  includePricingLists: z.boolean(),
  visibility: z.enum(visibilities),
  confidentiality: z.enum(confidentialities),
});
export type Configuration = z.infer<typeof configurationSchema>;

/** What the caller knows about the person who asks. */
export const contextSchema = z.strictObject({
  mode: z.string().max(60).optional(),
  platforms: z.array(z.string().max(60)).max(20).optional(),
  focusEntities: z.array(z.string().max(120)).max(20).optional(),
  archetypeWeights: z.record(z.string().max(60), z.number().min(0).max(1_000)).optional(),
});
export type RetrievalContext = z.infer<typeof contextSchema>;

/** The body of POST /api/retrieval/query; a configuration field left out is production's. */
export const queryBodySchema = z.strictObject({
  query: z.string(),
  configuration: configurationSchema.partial().optional(),
  context: contextSchema.optional(),
});

/** The most that the asker may see; a configuration can only narrow it. */
export type VisibilityCeiling = Pick<Configuration, "visibility" | "confidentiality">;

/** One part of a final score. The parts and the cosine add up to the score. */
export type ScorePart = { name: string; value: number; because: string };

export type RetrievedChunk = {
  chunkId: string;
  documentId: string;
  path: string;
  title: string | null;
  category: string;
  chunkIndex: number;
  headingPath: string | null;
  text: string;
  tokenCount: number | null;
  guardrailFlags: string[];
  /** Cosine similarity, 1 − distance. */
  cosine: number;
  /** 1-based places among the candidates. */
  rankBefore: number;
  rankAfter: number;
  parts: ScorePart[];
  score: number;
};

export type SearchPlan = { kind: "exact" | "hnsw"; reason: string };

export type Timings = {
  guardMs: number;
  embedMs: number;
  searchMs: number;
  rerankMs: number;
  totalMs: number;
};

export type RetrievalResult = {
  results: RetrievedChunk[];
  candidateCount: number;
  configuration: Configuration;
  /** SHA-256 of the canonical configuration, in hex. */
  configurationHash: string;
  plan: SearchPlan;
  model: string;
  /** True where the embedder compares words, not meaning. */
  lexical: boolean;
  timings: Timings;
};
