import { z } from "zod";
import { cleanText } from "#lib/url/search-params.ts";

/** A change that other software made to a document or a chunk. */
export type ForeignWrite = {
  id: number;
  at: string;
  /** The database login that wrote. */
  login: string;
  relation: "documents" | "chunks";
  rowId: string;
  documentId: string;
  path: string;
  /** `metadata`: fields, which can be put back. The others the next run mends. */
  kind: "metadata" | "text" | "added" | "removed";
  /** How many chunks were added, removed or given another text. */
  chunks: number | null;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** Who put the former values back or let the new ones stand; null while nobody has. */
  settled: { how: "restored" | "kept"; by: string } | null;
};

export const foreignWritesSchema = z.object({
  state: z.enum(["open", "settled"]).default("open"),
  path: cleanText(200).default(""),
  login: cleanText(63).default(""),
  field: z
    .string()
    .regex(/^[a-z_]{1,63}$/, "This is not a field's name.")
    .or(z.literal(""))
    .default(""),
  cursor: z.coerce.number().int().min(1).optional(),
});
export type ForeignWritesState = z.output<typeof foreignWritesSchema>;

export const settleWritesSchema = z.strictObject({
  how: z.enum(["restore", "keep"]),
  ids: z
    .array(z.number().int().min(1))
    .min(1, "Choose at least one.")
    .max(200, "At most 200 at once."),
});

/** What came of it: how many were settled, and which were left, with the reason. */
export type Settled = { settled: number; left: { id: number; why: string }[] };
