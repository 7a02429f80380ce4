import { z } from "zod";
import { cleanText } from "#lib/url/search-params.ts";
import { subjects } from "./field-schemas.ts";

export const flagKinds = ["note", "re-ingest"] as const;

export const raiseFlagSchema = z.strictObject({
  subject: z.enum(subjects),
  id: z.uuid(),
  kind: z.enum(flagKinds).default("note"),
  note: cleanText(2000).min(1, "Say what you noticed."),
});
export const resolveFlagSchema = z.strictObject({ resolution: cleanText(2000).optional() });
export const flagParamsSchema = z.object({ id: z.uuid("This is not a flag's id.") });
export const listFlagsSchema = z.object({
  state: z.enum(["open", "resolved"]).default("open"),
  document: z.union([z.uuid(), z.literal("")]).default(""),
  cursor: z.union([z.uuid(), z.literal("")]).default(""),
});

export type Flag = {
  id: string;
  subject: "document" | "chunk";
  subjectId: string;
  documentId: string;
  label: string;
  kind: (typeof flagKinds)[number];
  note: string;
  by: string;
  at: string;
  resolvedAt: string | null;
  resolvedBy: string | null;
  resolution: string | null;
};
