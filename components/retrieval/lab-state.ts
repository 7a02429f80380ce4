import { z } from "zod";
import { contextSchema } from "#lib/retrieve/schemas.ts";
import { cleanText } from "#lib/url/search-params.ts";
import {
  maxContextInAddress,
  maxQueryInAddress,
  mostShown,
  panels,
  readLanes,
} from "./lab-parsers.ts";

const idOrNone = z.uuid().or(z.literal("")).default("");

/** The retrieval lab's state as the address holds it. `k` 0 is production's own. */
export const labStateSchema = z.object({
  q: cleanText(maxQueryInAddress).default(""),
  k: z.coerce.number().int().min(0).max(mostShown).default(0),
  mode: cleanText(60).default(""),
  about: z
    .string()
    .max(maxContextInAddress)
    .refine((text) => text === "" || contextSchema.safeParse(parsed(text)).success)
    .default(""),
  lane: z
    .union([z.string(), z.array(z.string())])
    .transform((given) => readLanes([given].flat()))
    .pipe(z.array(z.string()))
    .default([]),
  /** A chunk's or a document's id; "chunk:" and an id where "why not?" is asked of one chunk. */
  open: idOrNone.or(z.templateLiteral(["chunk:", z.uuid()])).default(""),
  panel: z.enum(panels).default(""),
  at: z.coerce.number().int().min(0).max(3).default(0),
  against: z.enum(["left", "first"]).default("left"),
  view: z.enum(["text", "compact"]).default("text"),
  split: z.enum(["", "1"]).default(""),
  saved: idOrNone,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
