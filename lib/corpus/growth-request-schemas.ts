import { z } from "zod";
import { type LookBack, lookBacks } from "#lib/format/days.ts";

const day = z.iso.date().refine((one) => one >= "1970-01-01");
// Zod wants a tuple: these are the keys of an object that is not empty.
const times = Object.keys(lookBacks) as [LookBack, ...LookBack[]];

/** GET /api/growth. Here a wrong value is an error. */
export const growthQuerySchema = z.object({ time: z.enum(times), from: day, to: day }).partial();

/** What the growth screen reads from its URL; a value it does not know is left out. */
export const growthSearchSchema = z.object({
  time: z.enum(times).optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
});
