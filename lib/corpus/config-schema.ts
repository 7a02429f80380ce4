import { z } from "zod";

const id = z.string().trim().min(1).max(100);
const term = z.union([
  id,
  z.looseObject({ id: id.optional(), value: id.optional(), label: z.string().optional() }),
]);
const phrases = z.record(z.string(), z.array(z.string())).default({});
const named = z.looseObject({ id, label: z.string().default("") });

/** What one corpus calls things. Another corpus brings another file of this shape. */
export const corpusConfigSchema = z.looseObject({
  id,
  name: z.string().min(1),
  assistantName: z.string().default("the assistant"),
  manifest: z.string().min(1),
  vocabularies: z
    .looseObject({
      primaryModes: z.array(term).default([]),
      archetypes: z.array(term).default([]),
      platforms: z.array(term).default([]),
      disciplines: z.array(term).default([]),
      audiences: z.array(term).default([]),
      guardrailFlags: z.array(named).default([]),
    })
    .prefault({}),
  categories: z
    .array(named.extend({ order: z.number().default(1000), kind: z.string().optional() }))
    .default([]),
  docTypes: z
    .array(
      named.extend({
        kind: z.string().optional(),
        archetypeBias: z.array(id).default([]),
        /** In place of what the kind gives: another corpus has other words. */
        labels: z.array(id).optional(),
        modes: z.array(id).optional(),
      }),
    )
    .default([]),
  hints: z
    .looseObject({
      platforms: phrases,
      disciplines: phrases,
      topics: phrases,
      models: z.array(z.string()).default([]),
    })
    .prefault({}),
  pricing: z.looseObject({ sensitiveCategories: z.array(z.string()).default([]) }).prefault({}),
  sampleQueries: z.array(z.string()).default([]),
});

export type CorpusConfig = z.output<typeof corpusConfigSchema>;

/** The value of a vocabulary's term, however the file writes it. */
export function termValue(item: z.output<typeof term>): string {
  return typeof item === "string" ? item : (item.value ?? item.id ?? "");
}

/** What the configuration says of a type of document. */
export function docTypeOf(config: CorpusConfig, docType: string) {
  return config.docTypes.find((one) => one.id === docType);
}

/** The kind of document that a doc type stands for, else its category; an unknown one is generic. */
export function kindOf(config: CorpusConfig, docType: string, category: string): string {
  const known = docTypeOf(config, docType)?.kind;
  return known ?? config.categories.find(({ id }) => id === category)?.kind ?? "generic";
}

/** The place of a category in the ingestion queue; an unknown one comes last. */
export function categoryOrder(config: CorpusConfig, category: string): number {
  return config.categories.find((one) => one.id === category)?.order ?? Number.MAX_SAFE_INTEGER;
}
