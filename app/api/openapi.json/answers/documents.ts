import { z } from "zod";
import type { facetDocuments } from "#lib/corpus/facet-documents.ts";
import { documentFacets } from "#lib/corpus/facet-schemas.ts";
import type { findDocuments } from "#lib/corpus/find-documents.ts";
import type { listDocuments } from "#lib/corpus/list-documents.ts";
import type { readDocument } from "#lib/corpus/read-document.ts";
import { embeddingStates, embedModes, type MetadataField, statuses } from "#lib/corpus/schemas.ts";
import { type Answer, at, count, exported, type Of, texts } from "./parts.ts";
import { editable, edited, facets, places, rowPage, waiting } from "./rows.ts";

const documents: Of<typeof listDocuments> = rowPage(
  z.strictObject({
    id: z.uuid(),
    version: count,
    title: z.string(),
    path: z.string(),
    status: z.string(),
    embedMode: z.string(),
    embeddingState: z.string(),
    waiting,
    chunks: count,
    category: z.string(),
    docType: z.string(),
    pricingSensitive: z.boolean(),
    guardrailFlags: texts,
    visibility: z.string(),
    confidentiality: z.string(),
    tags: texts,
    audiences: texts,
    platforms: texts,
    disciplines: texts,
    language: z.string().nullable(),
    seriesPart: z.string().nullable(),
    summary: z.string().nullable(),
    summaryDerived: z.boolean(),
    approver: z.string().nullable(),
    effectiveFrom: at.nullable(),
    expiresOn: at.nullable(),
    ingestedAt: at.nullable(),
    lastUpdated: at.nullable(),
  }),
);

const documentFacetCounts: Of<typeof facetDocuments> = facets(documentFacets);

const metadataField: z.ZodType<MetadataField> = z.strictObject({
  field: z.string(),
  value: z.unknown(),
  origin: z.enum(["manifest", "curated", "derived", "file", "other writer"]),
  manifest: z.unknown().optional(),
  by: z.string().optional(),
  at: at.optional(),
});

const guarded = z.strictObject({
  status: z.enum(statuses),
  embedMode: z.enum(embedModes),
  guardrailFlags: texts,
});

const document: Of<typeof readDocument> = guarded.extend({
  id: z.uuid(),
  version: count,
  title: z.string(),
  path: z.string(),
  pricingSensitive: z.boolean(),
  embeddingState: z.enum(embeddingStates),
  waiting,
  metadata: z.array(metadataField),
  manifest: guarded.partial().nullable(),
  chunkTotal: count,
  chunks: z.array(
    z.strictObject({
      id: z.uuid(),
      index: count,
      headingPath: z.string().nullable(),
      text: z.string(),
      tokens: count.nullable(),
      labels: texts,
      embedding: z.enum(embeddingStates),
      model: z.string().nullable(),
    }),
  ),
});

const found: Of<typeof findDocuments> = z.array(
  z.strictObject({ id: z.uuid(), title: z.string(), path: z.string() }),
);

export const documentAnswers: Record<string, Answer> = {
  "GET /api/documents": documents,
  "GET /api/documents/export": exported,
  "GET /api/documents/facets": documentFacetCounts,
  "GET /api/documents/{id}": document,
  "PATCH /api/documents/{id}": edited,
  "GET /api/documents/{id}/editable": editable,
  "GET /api/documents/{id}/places": places,
  "GET /api/jump": z.strictObject({ items: found }),
};
