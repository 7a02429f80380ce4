import { createParser } from "nuqs/server";
import type { z } from "zod";
import { labStateSchema } from "./lab-state.ts";

/** The address's parts for nuqs, by the same schema that the server parses with. */
export const labParsers = {
  q: parser(labStateSchema.shape.q).withDefault(""),
  k: parser(labStateSchema.shape.k).withDefault(0),
  mode: parser(labStateSchema.shape.mode).withDefault(""),
  open: parser(labStateSchema.shape.open).withDefault(""),
};

function parser<T extends string | number>(schema: z.ZodType<T>) {
  return createParser<T>({
    parse: (text) => schema.safeParse(text).data ?? null,
    serialize: (value) => String(value),
  });
}
