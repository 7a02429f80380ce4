import { z } from "zod";
import { cleanText } from "#lib/url/search-params.ts";

export const screens = ["documents", "chunks"] as const;
export type Screen = (typeof screens)[number];

export const screenParamsSchema = z.object({ screen: z.enum(screens) });
export const viewParamsSchema = screenParamsSchema.extend({ view: z.uuid() });

export const tableLayoutSchema = z
  .object({
    columns: z
      .array(
        z.object({
          id: z.string().regex(/^[a-z][a-zA-Z-]{0,40}$/),
          shown: z.boolean(),
          width: z.number().int().min(60).max(900).optional(),
        }),
      )
      .max(100),
    density: z.enum(["compact", "comfortable"]),
  })
  .strict();

export const newViewSchema = z
  .object({
    name: cleanText(100).min(1, "A view needs a name."),
    /** The screen's state as a query string; what no longer makes sense is left out when it is opened. */
    query: cleanText(8000),
    shared: z.boolean().default(false),
  })
  .strict();
export type NewView = z.output<typeof newViewSchema>;

export const defaultViewSchema = z.object({ view: z.uuid().nullable() }).strict();
