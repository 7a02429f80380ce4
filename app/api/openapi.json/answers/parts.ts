import { z } from "zod";
import { type ErrorCode, errorStatus } from "#lib/errors/app-error.ts";
import type { Workers } from "#lib/ingest/runs-schemas.ts";

/** What an operation answers: JSON of a form, lines of such, a file of one of some types, another address, or no content. */
export type Answer =
  | z.ZodType
  | { lines: z.ZodType }
  | { files: string[] }
  | { leadsTo: string }
  | "nothing";

/** The form of what a verb returns: a field that is missing in it does not compile. */
export type Of<Verb extends (...given: never[]) => unknown> = z.ZodType<Awaited<ReturnType<Verb>>>;

// Objects are strict: a field that an answer gains is documented or a test fails.
export const at = z.iso.datetime();
export const day = z.iso.date();
export const count = z.int().min(0);
export const texts = z.array(z.string());
export const made = z.strictObject({ id: z.uuid() });
export const exported: Answer = { files: ["text/csv", "application/jsonl"] };

export const page = <S extends z.ZodType>(item: S) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

/** Every name with a value of the same form. */
export const each = <K extends string, S extends z.ZodType>(names: readonly K[], value: S) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, value])) as Record<K, S>);

/** Bars over days: the first day and the last, days a bar, and how many bars. */
export const bars = z.strictObject({ first: day, last: day, step: count, count });

export const workers: z.ZodType<Workers> = z.strictObject({
  live: count,
  lastSeenAt: at.nullable(),
});

/** Today's tokens; null: no limit. */
export const budget = z.strictObject({ tokens: count.nullable(), spent: count, endsAt: at });

/** The one form of every refusal and failure. */
export const errorSchema = z.strictObject({
  error: z.strictObject({
    code: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
    message: z.string().meta({ description: "What happened, what is unharmed, what to do." }),
    fields: z.record(z.string(), z.string()).optional(),
    details: z.unknown().optional(),
    requestId: z.string(),
  }),
});
