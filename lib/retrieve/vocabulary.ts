import { z } from "zod";

// Written by ingestion from the corpus's own corpus.json; a part that is missing gives no hints.
const words = z.array(z.string()).catch([]);
const named = z.record(z.string(), words).catch({});

const corpusSchema = z
  .object({
    vocabularies: z
      .object({ primaryModes: words, archetypes: words, platforms: words, disciplines: words })
      .partial()
      .catch({}),
    hints: z
      .object({ platforms: named, disciplines: named, topics: named, models: words })
      .partial()
      .catch({}),
    pricing: z.object({ sensitiveCategories: words }).partial().catch({}),
    sampleQueries: words,
  })
  .partial()
  .catch({});

/** A value of a vocabulary and the phrases by which people mean it. */
export type Term = { value: string; phrases: string[] };

export type Vocabulary = {
  platforms: Term[];
  disciplines: Term[];
  models: Term[];
  topics: Term[];
  modes: string[];
  archetypes: string[];
  /** Categories that are left out unless asked for: price lists would crowd out other answers. */
  pricingCategories: string[];
  sampleQueries: string[];
};

/** What the corpus calls things, from its stored configuration; unknown shapes count as empty. */
export function parseVocabulary(stored: unknown): Vocabulary {
  const {
    vocabularies = {},
    hints = {},
    pricing,
    sampleQueries,
  } = corpusSchema.parse(stored ?? {});
  return {
    platforms: terms(vocabularies.platforms, hints.platforms),
    disciplines: terms(vocabularies.disciplines, hints.disciplines),
    models: terms(hints.models, {}),
    topics: terms([], hints.topics),
    modes: lower(vocabularies.primaryModes),
    archetypes: lower(vocabularies.archetypes),
    pricingCategories: [...new Set(["pricing-lists", ...(pricing?.sensitiveCategories ?? [])])],
    sampleQueries: sampleQueries ?? [],
  };
}

function terms(values: string[] = [], phrases: Record<string, string[]> = {}): Term[] {
  return [...new Set([...values, ...Object.keys(phrases)])].map((value) => ({
    value,
    phrases: [value, ...(phrases[value] ?? [])],
  }));
}

function lower(values: string[] = []): string[] {
  return values.map((value) => value.trim().toLowerCase());
}

/** How many modes and archetypes there are at all: of what share of them a chunk is for is reckoned by that. */
export function vocabularySizes({ modes, archetypes }: Vocabulary) {
  return { modes: modes.length || 3, archetypes: archetypes.length || 5 };
}
