import { z } from "zod";
import { maxResults } from "#lib/retrieve/schemas.ts";
import { cleanText } from "#lib/url/search-params.ts";

/** A longer query is asked all the same, but stays out of the address: servers refuse long ones. */
export const maxQueryInAddress = 1_500;

/** The retrieval lab's state as the address holds it. `k` 0 is production's own. */
export const labStateSchema = z.object({
  q: cleanText(maxQueryInAddress).default(""),
  k: z.coerce.number().int().min(0).max(maxResults).default(0),
  mode: cleanText(60).default(""),
  /** The chunk that stands open, in every lane in which it is. */
  open: z.uuid().or(z.literal("")).default(""),
});
export type LabState = z.infer<typeof labStateSchema>;
