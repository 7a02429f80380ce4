import { z } from "zod";
import { metadataFilterSchema } from "./filter-schemas.ts";
import {
  confidentialities,
  configurationSchema,
  contextSchema,
  maxQueryCharacters,
  visibilities,
} from "./schemas.ts";

/** What a caller may narrow; more than the token's ceiling is refused, not cut down in silence. */
export const runtimeFiltersSchema = z.strictObject({
  visibility: z.enum(visibilities).optional(),
  confidentiality: z.enum(confidentialities).optional(),
  /** Price lists are left out unless asked for. */
  includePricingLists: z.boolean().optional(),
  /** Conditions on metadata, all of which must hold. */
  metadata: z.array(metadataFilterSchema).max(20).optional(),
});

/** The body of POST /api/v1/retrieve. How it is searched is production's configuration. */
export const runtimeBodySchema = z
  .strictObject({
    query: z
      .string()
      .max(maxQueryCharacters, `A query has at most ${maxQueryCharacters} characters.`)
      .optional(),
    /** Instead of the query's own: 3,072 numbers. */
    vector: z.array(z.number()).optional(),
    /** Whose vector it is; the active model where it is left out. */
    model: z.string().min(1).max(100).optional(),
    k: configurationSchema.shape.k.optional(),
    context: contextSchema.optional(),
    filters: runtimeFiltersSchema.optional(),
  })
  .refine(({ query, vector }) => query !== undefined || vector !== undefined, {
    path: ["query"],
    message: "Give a query or a vector.",
  })
  .refine(({ vector, model }) => model === undefined || vector !== undefined, {
    path: ["model"],
    message:
      "It says whose vector is given. Leave it out: a query is embedded by the active model.",
  });
export type RuntimeBody = z.infer<typeof runtimeBodySchema>;

/** One chunk of an answer, best first. `text` is what a model may be given. */
export type RuntimeResult = {
  rank: number;
  chunkId: string;
  documentId: string;
  path: string;
  title: string | null;
  headingPath: string | null;
  chunkIndex: number;
  text: string;
  tokenCount: number | null;
  guardrailFlags: string[];
  score: number;
  scores: {
    similarity: number | null;
    fullText: number | null;
    boosts: { name: string; value: number }[];
  };
};

export type RuntimeAnswer = {
  /** Under this id the console shows what was returned, then and now. */
  retrievalId: string;
  results: RuntimeResult[];
  candidates: number;
  plan: string;
  model: string | null;
  configurationHash: string;
  /** What the caller should know of how the answer came about, such as "full text alone". */
  notes: { code: string; message: string }[];
  milliseconds: { embed: number; search: number; rerank: number; total: number };
};
