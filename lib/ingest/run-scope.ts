import { z } from "zod";

/** What of the corpus a run is about: everything where nothing is said. */
export const scopeSchema = z.object({
  documentIds: z.array(z.uuid()).optional(),
  /** Exactly these files, such as those that failed before. */
  paths: z.array(z.string()).optional(),
  /** One file or folder. */
  path: z.string().optional(),
  category: z.string().optional(),
  docType: z.string().optional(),
});
export type RunScope = z.infer<typeof scopeSchema>;

export const optionsSchema = z.object({
  /** A large removal is confirmed. */
  yes: z.boolean().optional(),
  /** Ask the embedder even for texts whose vectors are stored. */
  force: z.boolean().optional(),
  /** Wait for a person once the plan is made. */
  approve: z.boolean().optional(),
  /** Wait for a person where the plan would embed more tokens than this. */
  upToTokens: z.number().int().min(0).optional(),
});
export type RunSettings = z.infer<typeof optionsSchema>;

export function isFiltered(scope: RunScope): boolean {
  return Object.values(scope).some((value) => value !== undefined);
}
