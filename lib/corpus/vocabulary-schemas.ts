import { z } from "zod";

/** The body that adds a term to a vocabulary. */
export const vocabularyTermSchema = z.strictObject({
  vocabulary: z.enum([
    "primaryModes",
    "archetypes",
    "platforms",
    "disciplines",
    "audiences",
    "guardrailFlags",
  ]),
  term: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, "A term needs at least one character.")
    .max(80, "At most 80 characters.")
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N} _-]*$/u,
      "A term is made of letters, digits, spaces, - and _.",
    ),
});
export type VocabularyTerm = z.output<typeof vocabularyTermSchema>;
