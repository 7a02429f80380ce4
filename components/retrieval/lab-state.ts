import { z } from "zod";
import { cleanText } from "#lib/url/search-params.ts";
import { maxQueryInAddress } from "./lab-parsers.ts";

// A lane that is longer than this is no longer read.
const mostShown = 50;

/** The retrieval lab's state as the address holds it. `k` 0 is production's own. */
export const labStateSchema = z.object({
  q: cleanText(maxQueryInAddress).default(""),
  k: z.coerce.number().int().min(0).max(mostShown).default(0),
  mode: cleanText(60).default(""),
  /** The chunk that stands open, in every lane in which it is. */
  open: z.uuid().or(z.literal("")).default(""),
});
