import { z } from "zod";
import { cleanText, listOf } from "#lib/url/search-params.ts";

export const statuses = ["active", "planned", "deprecated"] as const;
export const embedModes = ["full", "metadata-only", "ignore"] as const;
export const embeddingStates = [
  "embedded",
  "stale",
  "partial",
  "missing",
  "parked",
  "no chunks",
] as const;
export const knownGuardrailFlags = [
  "pricing_sensitive_source",
  "requires_service_disclaimer",
  "safety-critical",
] as const;
export const documentSorts = ["title", "path", "status", "category", "chunks", "ingested"] as const;
export const pageSize = 50;

export type DocumentStatus = (typeof statuses)[number];
export type EmbedMode = (typeof embedModes)[number];
export type EmbeddingState = (typeof embeddingStates)[number];

/** The state of the documents screen, in its URL and in the API's query alike. */
export const documentListSchema = z.object({
  q: cleanText(200).default(""),
  status: listOf(z.enum(statuses)).default([]),
  mode: listOf(z.enum(embedModes)).default([]),
  category: listOf(cleanText(200).min(1)).default([]),
  type: listOf(cleanText(200).min(1)).default([]),
  pricing: z.enum(["any", "yes", "no"]).default("any"),
  embedding: listOf(z.enum(embeddingStates)).default([]),
  sort: z.enum(documentSorts).default("path"),
  dir: z.enum(["asc", "desc"]).default("asc"),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type DocumentListState = z.output<typeof documentListSchema>;

/** Who looks: only admins see what is admin-only or elevated. */
export type Viewer = { seesRestricted: boolean };

export type DocumentRow = {
  id: string;
  version: number;
  title: string;
  path: string;
  status: DocumentStatus;
  embedMode: EmbedMode;
  category: string;
  docType: string;
  pricingSensitive: boolean;
  chunks: number;
  embeddingState: EmbeddingState;
  ingestedAt: string | null;
};

export type FacetName = "status" | "mode" | "category" | "type" | "pricing" | "embedding";
export type Facets = Record<FacetName, { value: string; count: number }[]>;
export type DocumentPage = {
  items: DocumentRow[];
  total: number;
  facets: Facets;
  /** When these rows were read, by the database's clock. */
  seenAt: string;
};

/** Where the value in force comes from. */
export type Origin = "manifest" | "curated" | "derived" | "file";
export type MetadataField = {
  field: string;
  value: unknown;
  origin: Origin;
  /** The manifest's value where it differs. */
  manifest?: unknown;
  by?: string;
  at?: string;
};

export type ChunkRow = {
  id: string;
  index: number;
  headingPath: string | null;
  text: string;
  tokens: number | null;
  labels: string[];
  embedding: "embedded" | "stale" | "missing" | "parked";
  model: string | null;
};

export type EditableValues = {
  status: DocumentStatus;
  embedMode: EmbedMode;
  guardrailFlags: string[];
};
export type DocumentDetail = EditableValues & {
  id: string;
  version: number;
  title: string;
  path: string;
  pricingSensitive: boolean;
  embeddingState: EmbeddingState;
  metadata: MetadataField[];
  manifest: Partial<EditableValues> | null;
  chunkTotal: number;
  chunks: ChunkRow[];
};

export type HistoryEntry = {
  id: string;
  at: string;
  actor: string;
  action: string;
  field: string | null;
  from: unknown;
  to: unknown;
  reason: string | null;
};

export const documentParamsSchema = z.object({ id: z.uuid("This is not a document id.") });

export type Overview = {
  documents: number;
  active: number;
  servedChunks: number;
  stale: number;
  missing: number;
  parked: number;
  lastRun: { id: string; kind: string; state: string; at: string } | null;
};
