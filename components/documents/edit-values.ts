import { z } from "zod";
import { documentEditSchema } from "#lib/corpus/schemas.ts";

/** The edit form's values: the API's edit with every field filled. */
export const editValuesSchema = documentEditSchema.required({
  status: true,
  embedMode: true,
  guardrailFlags: true,
});
export type EditValues = z.output<typeof editValuesSchema>;

/** The row as it stands now, in the details of a 409. */
export const currentRowSchema = z.object({
  version: z.number(),
  status: z.string(),
  embedMode: z.string(),
  guardrailFlags: z.array(z.string()),
});
export type CurrentRow = z.output<typeof currentRowSchema>;
