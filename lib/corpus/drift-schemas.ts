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

const filter = {
  path: cleanText(200).default(""),
  field: z
    .string()
    .regex(/^[a-z_]{1,63}$/, "This is not a field's name.")
    .or(z.literal(""))
    .default(""),
};
/** Those whose path holds some text, or of one column. */
export type DriftFilter = { path: string; field: string };

/** A page of them. */
export const driftListSchema = z.object({
  ...filter,
  after: cleanText(6000).optional(),
  before: cleanText(6000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type DriftListState = z.output<typeof driftListSchema>;

const settled = {
  side: z.enum(["manifest", "person"]),
  /** Fields one by one, with the versions of their documents that were seen. */
  rows: z
    .array(
      z.strictObject({
        documentId: z.uuid(),
        version: z.number().int().min(1),
        field: z.string().max(60),
      }),
    )
    .min(1)
    .max(2000)
    .optional(),
  /** All that matched a filter when the list was read. */
  matching: z.strictObject({ ...filter, seenAt: z.iso.datetime({ offset: true }) }).optional(),
};
const oneOfBoth = [
  ({ rows, matching }: { rows?: unknown; matching?: unknown }) =>
    Boolean(rows) !== Boolean(matching),
  "Name rows, or a filter that they match.",
] as const;

export const draftDriftSchema = z.strictObject(settled).refine(...oneOfBoth);
export type DraftDrift = z.output<typeof draftDriftSchema>;

export const acceptDriftSchema = z
  .strictObject({ ...settled, reason: z.string().trim().max(1000).optional() })
  .refine(...oneOfBoth);
export type AcceptDrift = z.output<typeof acceptDriftSchema>;

export const manifestQuerySchema = z.object({
  as: z.enum(["manifest", "diff"]).default("manifest"),
});
