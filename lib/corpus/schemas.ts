import { z } from "zod";
import type { Waiting } from "./row-schemas.ts";

export const statuses = ["active", "planned", "deprecated"] as const;
export const embedModes = ["full", "metadata-only", "ignore"] as const;
export const embeddingStates = ["embedded", "stale", "missing", "not wanted"] as const;
export const knownGuardrailFlags = [
  "pricing_sensitive_source",
  "requires_service_disclaimer",
  "safety-critical",
] as const;
export type DocumentStatus = (typeof statuses)[number];
export type EmbedMode = (typeof embedModes)[number];
export type EmbeddingState = (typeof embeddingStates)[number];

/** Who looks: only admins see what is admin-only or elevated. */
export type Viewer = { seesRestricted: boolean };

/** Where the value in force comes from. */
export type Origin = "manifest" | "curated" | "derived" | "file" | "other writer";
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
  embedding: EmbeddingState;
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
  waiting: Waiting;
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
  /** The change set that it belongs to, by which it can be undone. */
  changeSetId: string | null;
};

export const documentParamsSchema = z.object({ id: z.uuid("This is not a document id.") });
