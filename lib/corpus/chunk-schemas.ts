import { z } from "zod";
import type { ChunkListRow } from "./row-schemas.ts";

export const chunkParamsSchema = z.object({ id: z.uuid("This is not a chunk id.") });

/** One chunk with all that is stored beside it. */
export type ChunkDetail = ChunkListRow & {
  safetyNotes: string | null;
  ctaLinks: unknown;
  structuredRefs: unknown;
  /** The model whose vector it has, served or parked. */
  model: string | null;
  served: boolean;
  createdAt: string | null;
  previousId: string | null;
  nextId: string | null;
};

export type Neighbour = {
  id: string;
  documentId: string;
  documentTitle: string;
  index: number;
  headingPath: string | null;
  excerpt: string;
  similarity: number;
  /** So alike that one of the two may be superfluous. */
  nearDuplicate: boolean;
};

export type Neighbours = {
  /** Among how many served vectors; null where this chunk has no vector. */
  among: number | null;
  exact: boolean;
  items: Neighbour[];
};

export type ChunkAppearance = {
  id: string;
  at: string;
  origin: string;
  rank: number;
  score: number;
};
export type ChunkAppearances = { total: number; best: number | null; items: ChunkAppearance[] };

/** Where a document or chunk stands among the results of one kept query; ranks from 1. */
export type QueryPlace = { name: string; text: string; k: number; ranks: number[] };
export type QueryPlaces = {
  source: "saved queries" | "lab history" | "logged queries" | "none";
  asked: number;
  found: QueryPlace[];
  notAsked: number;
  failed: string[];
};
