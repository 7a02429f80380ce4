import { z } from "zod";
import { type BoostName, defaultBoosts, mostLanes } from "./defaults.ts";
import { metadataFilterSchema } from "./filter-schemas.ts";

export const maxQueryCharacters = 8_000;
export const maxResults = 200;
export const vectorSize = 3072;

export const visibilities = ["public", "internal", "admin-only"] as const;
export const confidentialities = ["normal", "elevated"] as const;
export type Visibility = (typeof visibilities)[number];
export type Confidentiality = (typeof confidentialities)[number];
export const candidateSources = ["vector", "fulltext", "hybrid"] as const;
export const searchPlans = ["auto", "exact", "hnsw", "binary"] as const;
export const filterRules = ["console", "assistant"] as const;

const boost = z.number().min(-1).max(1);
export const boostsSchema = z.strictObject(
  Object.fromEntries(Object.keys(defaultBoosts).map((name) => [name, boost])) as Record<
    BoostName,
    typeof boost
  >,
);
export type Boosts = z.infer<typeof boostsSchema>;

/** How one retrieval is done. Canonical: every field is always there. */
export const configurationSchema = z.strictObject({
  /** Results returned. */
  k: z.int().min(1).max(maxResults),
  /** Where candidates come from; `hybrid` fuses both lists by reciprocal rank. */
  candidatesFrom: z.enum(candidateSources),
  /** `exact` compares every vector that the filter keeps; `auto` picks by how many it keeps. */
  plan: z.enum(searchPlans),
  /** Whose vectors are asked: a shadow set's model; null: the active one's. */
  model: z.string().min(1).max(100).nullable(),
  /** Candidates that an HNSW index keeps in sight (hnsw.ef_search). */
  efSearch: z.int().min(1).max(1_000),
  /** Whether an index scan goes on until enough rows pass the filter. */
  iterativeScan: z.enum(["off", "relaxed", "strict"]),
  /** Rows after which an iterative scan gives up. */
  maxScanTuples: z.int().min(1).max(1_000_000),
  /** `auto` is exact where the filter keeps at most so many chunks. */
  exactUpTo: z.int().min(0).max(1_000_000),
  /** Candidates fetched from each source before fusion and rerank. */
  candidates: z.int().min(1).max(200),
  /** Vector candidates below this cosine are dropped; null: none is. */
  minCosine: z.number().min(-1).max(1).nullable(),
  /** The constant of reciprocal rank fusion, and each list's weight in it. */
  rrfK: z.int().min(1).max(1_000),
  vectorWeight: z.number().min(0).max(10),
  fulltextWeight: z.number().min(0).max(10),
  /** What a word in the heading path counts, where one in the text counts 1 (BM25). */
  headingWeight: z.number().min(0).max(20),
  /** Pseudo-relevance feedback: full text asks again with the best terms of its first results. */
  feedback: z.boolean(),
  feedbackFrom: z.int().min(1).max(50),
  feedbackTerms: z.int().min(1).max(100),
  rerank: z.boolean(),
  boosts: boostsSchema,
  archetypeK: z.number().min(0).max(1),
  archetypeConfidenceMin: z.number().min(0.0001).max(1),
  /** Results of one document at most; 0: as many as there are. */
  perDocument: z.int().min(0).max(maxResults),
  /** `assistant`: the filters of the live assistant's own queries and no others. */
  rules: z.enum(filterRules),
  includePricingLists: z.boolean(),
  visibility: z.enum(visibilities),
  confidentiality: z.enum(confidentialities),
  filters: z.array(metadataFilterSchema).max(20),
});
export type Configuration = z.infer<typeof configurationSchema>;

/** What differs from production; of the boosts too only what differs. */
export const configurationChangesSchema = configurationSchema
  .partial()
  .extend({ boosts: boostsSchema.partial().optional() });
export type ConfigurationChanges = z.infer<typeof configurationChangesSchema>;

const names = z.array(z.string().max(120)).max(20);

/** What the caller knows about the person who asks. */
export const contextSchema = z.strictObject({
  mode: z.string().max(60).optional(),
  platforms: names.optional(),
  disciplines: names.optional(),
  focusEntities: names.optional(),
  topics: names.optional(),
  archetypeWeights: z.record(z.string().max(60), z.number().min(0).max(1_000)).optional(),
});
export type RetrievalContext = z.infer<typeof contextSchema>;

/** What a result carries only where it is asked for, as it costs time or bytes. */
export const includeSchema = z.strictObject({
  /** Every candidate in order with what rerank looks at, so that a browser can rerank by itself. */
  candidates: z.boolean().optional(),
  /** How many chunks each filter keeps. */
  counts: z.boolean().optional(),
});
export type Include = z.infer<typeof includeSchema>;

/** The body of POST /api/retrieval/query; a configuration field left out is production's. */
export const queryBodySchema = z.strictObject({
  query: z.string().optional(),
  /** Instead of a query's own: 3,072 numbers of the active model. */
  vector: z.array(z.number()).optional(),
  configuration: configurationChangesSchema.optional(),
  context: contextSchema.optional(),
  include: includeSchema.optional(),
});

export type LaneQuestion = z.input<typeof queryBodySchema>;

/** The body of POST /api/retrieval/lanes. Each lane is read by itself, so that one that is refused stops no other. */
export const lanesBodySchema = z.strictObject({
  lanes: z
    .array(z.unknown().meta({ description: "As the body of POST /api/retrieval/query." }))
    .min(1)
    .max(mostLanes),
});

/** The body of POST /api/retrieval/kept-counts: the configuration whose filters are counted. */
export const keptCountsBodySchema = z.strictObject({ configuration: configurationChangesSchema });

/** The most that the asker may see; a configuration can only narrow it. */
export type VisibilityCeiling = Pick<Configuration, "visibility" | "confidentiality">;
