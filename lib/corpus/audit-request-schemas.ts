import { z } from "zod";
import { cleanText } from "#lib/url/search-params.ts";

/** The audit page's filters, in its URL and in the API's query alike. */
export const auditFilterSchema = z.object({
  person: cleanText(200).default(""),
  field: cleanText(60).default(""),
  document: cleanText(500).default(""),
  action: cleanText(60).default(""),
  changeSet: z.union([z.uuid(), z.literal("")]).default(""),
  from: z.union([z.iso.date(), z.literal("")]).default(""),
  until: z.union([z.iso.date(), z.literal("")]).default(""),
  cursor: z.union([z.uuid(), z.literal("")]).default(""),
});

export const auditExportSchema = auditFilterSchema.extend({
  format: z.enum(["csv", "jsonl"]).default("csv"),
});
