import { z } from "zod";
import {
  configurationChangesSchema,
  contextSchema,
  maxQueryCharacters,
} from "#lib/retrieve/schemas.ts";
import { cleanText } from "#lib/url/search-params.ts";
import { mostAtOnce } from "./compare-limits.ts";

/** The body of POST /api/retrieval/compare. */
export const compareBodySchema = z.strictObject({
  questions: z
    .array(
      z.strictObject({
        text: cleanText(maxQueryCharacters).min(1),
        context: contextSchema.default({}),
        /** Settings that the question brings along; a lane's own come over them. */
        filters: configurationChangesSchema.default({}),
      }),
    )
    .min(1)
    .max(mostAtOnce),
  lanes: z.tuple([configurationChangesSchema, configurationChangesSchema]),
});
export type CompareBody = z.infer<typeof compareBodySchema>;

export type ComparedLane = {
  results: { chunkId: string; documentId: string; path: string; title: string | null }[];
  ms: number;
  /** Why there is no answer, where there is none. */
  problem: string | null;
};

/** One question as both lanes answered it. */
export type ComparedQuestion = { text: string; lanes: [ComparedLane, ComparedLane] };
