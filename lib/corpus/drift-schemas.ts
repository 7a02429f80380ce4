import { z } from "zod";
import { cleanText } from "#lib/url/search-params.ts";
import type { FieldValue } from "./field-schemas.ts";

/** A field in which a document differs from what its manifest or file says. */
export type Drift = {
  documentId: string;
  path: string;
  version: number;
  field: string;
  label: string;
  value: FieldValue;
  said: FieldValue;
  source: "manifest" | "file";
  /** Who put the value there; null where another program did. */
  by: string | null;
  at: string | null;
  /** Somebody said that the value is meant. */
  kept: boolean;
};

/** A page of them: those whose path holds some text, or of one column. */
export const driftListSchema = z.object({
  path: cleanText(200).default(""),
  field: z
    .string()
    .regex(/^[a-z_]{1,63}$/, "This is not a field's name.")
    .or(z.literal(""))
    .default(""),
  after: cleanText(6000).optional(),
  before: cleanText(6000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type DriftListState = z.output<typeof driftListSchema>;

export const acceptDriftSchema = z.strictObject({
  side: z.enum(["manifest", "person"]),
  rows: z
    .array(
      z.strictObject({
        documentId: z.uuid(),
        version: z.number().int().min(1),
        field: z.string().max(60),
      }),
    )
    .min(1)
    .max(2000),
  reason: z.string().trim().max(1000).optional(),
});
export type AcceptDrift = z.output<typeof acceptDriftSchema>;

export const manifestQuerySchema = z.object({
  as: z.enum(["manifest", "diff"]).default("manifest"),
});
