import { z } from "zod";

// Written by ingestion from the corpus's own configuration; a part that is missing gives no hints.
const term = z.union([
  z.string().transform((value) => ({ value, aliases: [] as string[] })),
  z
    .object({
      value: z.string(),
      label: z.string().optional(),
      aliases: z.array(z.string()).optional(),
    })
    .transform(({ value, label, aliases = [] }) => ({
      value,
      aliases: label ? [label, ...aliases] : aliases,
    })),
]);
const terms = z.array(term).catch([]).default([]);

const corpusSchema = z.object({
  vocabularies: z
    .object({
      platforms: terms,
      disciplines: terms,
      models: terms,
      topics: terms,
      modes: terms,
      primaryModes: terms,
      archetypes: terms,
    })
    .partial()
    .catch({})
    .default({}),
  sampleQueries: z.array(z.string()).catch([]).default([]),
});

export type Term = { value: string; aliases: string[] };

export type Vocabulary = {
  platforms: Term[];
  disciplines: Term[];
  models: Term[];
  topics: Term[];
  modes: string[];
  archetypes: string[];
  sampleQueries: string[];
};

/** What the corpus calls things, from the stored configuration; unknown shapes count as empty. */
export function parseVocabulary(stored: unknown): Vocabulary {
  const { vocabularies, sampleQueries } = corpusSchema
    .catch({ vocabularies: {}, sampleQueries: [] })
    .parse(stored);
  const {
    platforms = [],
    disciplines = [],
    models = [],
    topics = [],
    archetypes = [],
  } = vocabularies;
  const modes = vocabularies.modes?.length ? vocabularies.modes : (vocabularies.primaryModes ?? []);
  return {
    platforms,
    disciplines,
    models,
    topics,
    modes: modes.map(({ value }) => value.toLowerCase()),
    archetypes: archetypes.map(({ value }) => value.toLowerCase()),
    sampleQueries,
  };
}
