import { z } from "zod";
import { type LookBack, lookBacks } from "#lib/format/days.ts";
import { causes, costGroups, costMeasures } from "./cost-schemas.ts";

const day = z.iso.date().refine((one) => one >= "1970-01-01");
// Zod wants a tuple: these are the keys of an object that is not empty.
const times = Object.keys(lookBacks) as [LookBack, ...LookBack[]];
const who = z
  .string()
  .max(320)
  .refine((text) => text.isWellFormed() && !text.includes("\u0000"));

const shape = {
  time: z.enum(times),
  from: day,
  to: day,
  cause: z.enum(causes),
  who,
  by: z.enum(costGroups),
  of: z.enum(costMeasures),
  on: day,
};

/** GET /api/costs. Here a wrong value is an error. */
export const costsQuerySchema = z.object(shape).partial();

const lenient = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined);

/** What the costs screen reads from its URL; a value it does not know is left out. */
export const costsSearchSchema = z.object({
  time: lenient(shape.time),
  from: lenient(shape.from),
  to: lenient(shape.to),
  cause: lenient(shape.cause),
  who: lenient(shape.who),
  by: lenient(shape.by),
  of: lenient(shape.of),
  on: lenient(shape.on),
});
