import { z } from "zod";

/** A page's search parameters as Next gives them. */
export type RawSearchParams = Record<string, string | string[] | undefined>;

/** Well-formed text that Postgres can store: no NUL, no lone surrogates. */
export function cleanText(max: number) {
  return z
    .string()
    .trim()
    .max(max)
    .refine((text) => text.isWellFormed() && !text.includes("\u0000"), "holds unusable characters");
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

/** The query string of a screen's state, without what is at its default; "" where all is. */
export function toQueryString<S extends z.ZodObject>(schema: S, state: z.output<S>): string {
  const defaults: Record<string, unknown> = schema.parse({});
  const params = new URLSearchParams();
  for (const key of Object.keys(schema.shape)) {
    const value = (state as Record<string, unknown>)[key];
    const values = Array.isArray(value) ? value : [value];
    if (JSON.stringify(value) === JSON.stringify(defaults[key])) continue;
    for (const one of values) if (one !== undefined) params.append(key, String(one));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
