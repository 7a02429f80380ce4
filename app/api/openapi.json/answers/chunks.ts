import { z } from "zod";
import type { facetChunks } from "#lib/corpus/facet-chunks.ts";
import { chunkFacets } from "#lib/corpus/facet-schemas.ts";
import type { listChunks } from "#lib/corpus/list-chunks.ts";
import type { readChunk } from "#lib/corpus/read-chunk.ts";
import type { readAppearances } from "#lib/retrieve/log/read-appearances.ts";
import type { readNeighbours } from "#lib/retrieve/read-neighbours.ts";
import { type Answer, at, count, exported, type Of, texts } from "./parts.ts";
import { editable, edited, facets, places, rowPage, waiting } from "./rows.ts";

const row = z.strictObject({
  id: z.uuid(),
  version: count,
  documentId: z.uuid(),
  documentTitle: z.string(),
  documentPath: z.string(),
  index: count,
  chunkCount: count.nullable(),
  headingPath: z.string().nullable(),
  text: z.string(),
  tokens: count.nullable(),
  embeddingState: z.string(),
  waiting,
  status: z.string(),
  embedMode: z.string(),
  category: z.string(),
  docType: z.string(),
  pricingSensitive: z.boolean(),
  guardrailFlags: texts,
  visibility: z.string(),
  confidentiality: z.string(),
  labels: texts,
  tags: texts,
  entities: texts,
  modes: texts,
  archetypes: texts,
  audiences: texts,
  platforms: texts,
  disciplines: texts,
  language: z.string().nullable(),
  seriesPart: z.string().nullable(),
  needsReview: z.boolean(),
  updatedAt: at.nullable(),
});
const chunks: Of<typeof listChunks> = rowPage(row);
const chunkFacetCounts: Of<typeof facetChunks> = facets(chunkFacets);

const chunk: Of<typeof readChunk> = row.extend({
  safetyNotes: z.string().nullable(),
  ctaLinks: z.unknown(),
  structuredRefs: z.unknown(),
  model: z.string().nullable(),
  served: z.boolean(),
  createdAt: at.nullable(),
  previousId: z.uuid().nullable(),
  nextId: z.uuid().nullable(),
});

const neighbours: Of<typeof readNeighbours> = z.strictObject({
  among: count.nullable(),
  exact: z.boolean(),
  items: z.array(
    z.strictObject({
      id: z.uuid(),
      documentId: z.uuid(),
      documentTitle: z.string(),
      index: count,
      headingPath: z.string().nullable(),
      excerpt: z.string(),
      similarity: z.number(),
      nearDuplicate: z.boolean(),
    }),
  ),
});

const appearances: Of<typeof readAppearances> = z.strictObject({
  total: count,
  best: count.nullable(),
  items: z.array(
    z.strictObject({ id: z.uuid(), at, origin: z.string(), rank: count, score: z.number() }),
  ),
});

export const chunkAnswers: Record<string, Answer> = {
  "GET /api/chunks": chunks,
  "GET /api/chunks/export": exported,
  "GET /api/chunks/facets": chunkFacetCounts,
  "GET /api/chunks/{id}": chunk,
  "PATCH /api/chunks/{id}": edited,
  "GET /api/chunks/{id}/appearances": appearances,
  "GET /api/chunks/{id}/editable": editable,
  "GET /api/chunks/{id}/neighbours": neighbours,
  "GET /api/chunks/{id}/places": places,
};
