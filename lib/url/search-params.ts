import { z } from "zod";

/** A page's search parameters as Next gives them. */
export type RawSearchParams = Record<string, string | string[] | undefined>;

const usable = (text: string) => text.isWellFormed() && !text.includes("\u0000");
const unusable = "holds unusable characters";

/** Well-formed text that Postgres can store: no NUL, no lone surrogates. */
export function cleanText(max: number) {
  return z.string().trim().max(max).refine(usable, unusable);
}

/** Such text as it is, also with spaces at its ends. */
export function exactText(max: number) {
  return z.string().max(max).refine(usable, unusable);
}

/** Several values of one parameter, repeated. Sorted and without duplicates. */
export function listOf<T extends string>(item: z.ZodType<T, string>, max = 30) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((value) => [...new Set([value].flat().filter((one) => one !== ""))].sort())
    .pipe(z.array(item).max(max));
}

/**
 * Parses what stands in the URL, one key at a time: a parameter that makes no sense takes its
 * default and is named in `ignored`, so that the page can say so.
 */
export function parseSearchParams<S extends z.ZodObject>(
  schema: S,
  raw: RawSearchParams,
): { state: z.output<S>; ignored: string[] } {
  const known = Object.fromEntries(
    Object.entries(raw).filter(([key, value]) => key in schema.shape && value !== undefined),
  );
  const first = schema.safeParse(known);
  if (first.success) return { state: first.data, ignored: [] };
  const ignored = [...new Set(first.error.issues.map((issue) => String(issue.path[0])))];
  for (const key of ignored) delete known[key];
  return { state: schema.parse(known), ignored };
}
