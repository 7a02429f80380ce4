import { z } from "zod";
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
