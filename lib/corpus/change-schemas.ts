import { z } from "zod";
import { type Field, fieldsOf, type Subject, subjects } from "./field-schemas.ts";

export const maxTerms = 50;
export const maxLinks = 20;

// Control characters, and marks that turn the direction of what follows: neither can be seen.
const hiddenInLine = /[\p{Cc}\u202a-\u202e\u2028\u2029\ufffe\uffff]/u;
const hiddenInProse = /(?![\n\r\t])[\p{Cc}\u202a-\u202e\ufffe\uffff]/u;

function text(max: number, hidden: RegExp) {
  return z
    .string()
    .trim()
    .max(max, `At most ${max} characters.`)
    .refine((value) => value.isWellFormed(), "Holds half of a character. Type it again.")
    .refine((value) => !hidden.test(value), "Holds characters that cannot be seen. Remove them.");
}

const term = (field: Field) =>
  text(field.max ?? 100, hiddenInLine)
    .min(1, "A term needs at least one character.")
    .refine(
      (value) => field.vocabulary !== "guardrailFlags" || /^[\w-]+$/.test(value),
      "A flag is made of letters, digits, - and _.",
    );

const link = z.strictObject({
  label: text(200, hiddenInLine).min(1, "A link needs a label."),
  url: text(2000, hiddenInLine).refine(
    (value) => /^\/(?!\/)/.test(value) || /^https?:$/.test(protocolOf(value)),
    "A link starts with https:// or with /.",
  ),
});

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : "";
}

/** The schema of one field's value; what is empty becomes null. */
export function valueSchema(field: Field): z.ZodType {
  switch (field.kind) {
    case "choice": {
      const values = z.enum(field.options as [string, ...string[]]);
      return field.unset ? values.nullable() : values;
    }
    case "switch":
      return z.boolean();
    case "line":
      return text(field.max ?? 500, hiddenInLine)
        .refine(
          (value) =>
            field.name !== "language" ||
            value === "" ||
            /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(value),
          "A language is a code such as en or it-CH.",
        )
        .nullable()
        .transform(orNull);
    case "prose":
      return text(field.max ?? 4000, hiddenInProse)
        .nullable()
        .transform(orNull);
    case "terms":
      return z
        .array(term(field))
        .max(maxTerms, `At most ${maxTerms}.`)
        .nullable()
        .transform((values) => canonicalTerms(field, values ?? []));
    case "instant":
      return z.iso
        .datetime({
          offset: true,
          message: "A time with its zone, such as 2026-12-01T09:00+01:00.",
        })
        .transform((value, context) => {
          const at = new Date(value);
          const year = at.getUTCFullYear();
          if (year >= 1900 && year < 10_000) return at.toISOString();
          context.addIssue({ code: "custom", message: "A year from 1900 to 9999." });
          return z.NEVER;
        })
        .nullable();
    case "links":
      return z
        .array(link)
        .max(maxLinks, `At most ${maxLinks} links.`)
        .nullable()
        .transform((values) => (values?.length ? values : null));
  }
}

function orNull(value: string | null): string | null {
  return value === "" ? null : value;
}

/** Trimmed, without duplicates, sorted; terms of a closed vocabulary in lower case. Null where none is left. */
export function canonicalTerms(field: Field, values: readonly string[]): string[] | null {
  const cased = values.map((value) => (field.closed ? value.trim().toLowerCase() : value.trim()));
  const unique = [...new Set(cased.filter(Boolean))].sort();
  return unique.length > 0 ? unique : null;
}

/** What becomes of one field: set to a value, or terms added and removed. */
function changeSchema(field: Field) {
  const set = z.strictObject({ set: valueSchema(field) });
  if (field.kind !== "terms") return set;
  const some = z
    .array(term(field))
    .max(maxTerms, `At most ${maxTerms}.`)
    .transform((values) => canonicalTerms(field, values) ?? []);
  // `set` is no unknown key here: of that alone zod would tell, instead of what is wrong with the value.
  const partly = z.strictObject({
    add: some.optional(),
    remove: some.optional(),
    set: z.never().optional(),
  });
  return z.union([set, partly], {
    // What is wrong with the shape that was meant: of both together zod says only "Invalid input".
    error: ({ errors = [], input }) =>
      errors[typeof input === "object" && input !== null && "set" in input ? 0 : 1]?.[0]?.message,
  });
}

function changesOf(subject: Subject) {
  return z.strictObject(
    Object.fromEntries(
      fieldsOf(subject).map((field) => [field.name, changeSchema(field).optional()]),
    ),
  );
}

/** Changes by field name; a field that is left out stays as it is. */
export const changesSchemas = {
  document: changesOf("document"),
  chunk: changesOf("chunk"),
} as const;

export type Change = { set: unknown } | { add?: string[]; remove?: string[] };
export type Changes = Record<string, Change | undefined>;

const reason = z.string().trim().max(1000, "At most 1000 characters.").optional();
const rowRef = z.strictObject({ id: z.uuid(), version: z.number().int().min(1) });

/** The draft under which an edit was previewed: its prediction is kept beside what comes of it. */
const draft = z.uuid().optional();
/** The body of an edit of one row. */
export const documentEditBodySchema = z.strictObject({
  changes: changesSchemas.document,
  reason,
  draft,
});
export const chunkEditBodySchema = z.strictObject({ changes: changesSchemas.chunk, reason, draft });

const rows = z.array(rowRef).min(1).max(1000);
/** What an edit of a few rows would do. */
export const effectBodySchema = z.discriminatedUnion("subject", [
  z.strictObject({ subject: z.literal("document"), rows, changes: changesSchemas.document }),
  z.strictObject({ subject: z.literal("chunk"), rows, changes: changesSchemas.chunk }),
]);

/** Pins the rows of a change set: those that were chosen, or all that match a filter. */
export const draftBodySchema = z.strictObject({
  subject: z.enum(subjects),
  rows: z.array(rowRef).min(1).max(10_000).optional(),
  /** The query string of the table's filter. */
  filter: z.string().max(20_000).optional(),
  /** When the table was read. */
  seenAt: z.iso.datetime({ offset: true }).optional(),
});
export const draftEffectBodySchema = z.strictObject({ changes: z.record(z.string(), z.unknown()) });
export const applyBodySchema = z.strictObject({
  changes: z.record(z.string(), z.unknown()),
  name: z.string().trim().max(200).optional(),
  note: z.string().trim().max(2000).optional(),
  reason,
});
export const undoBodySchema = z.strictObject({
  /** Go on with the rows that nobody changed since. */
  rest: z.boolean().default(false),
  subjectId: z.uuid().optional(),
  field: z.string().max(60).optional(),
  reason,
});
export const changeSetParamsSchema = z.object({ id: z.uuid("This is not a change set's id.") });
export const changeSetPageSchema = z.object({
  outcome: z.enum(["pinned", "changed", "same", "skipped"]).optional(),
  after: z.coerce.number().int().min(-1).max(1_000_000).optional(),
});
export const listChangesQuerySchema = z.object({
  cursor: z.uuid("takes a nextCursor of this list").optional(),
  single: z.enum(["0", "1"]).default("1"),
});
export const decisionBodySchema = z.strictObject({ approve: z.boolean() });
export const importBodySchema = z.strictObject({
  subject: z.enum(subjects),
  csv: z.string().max(8_000_000, "At most 8 MB."),
  name: z.string().trim().max(200).optional(),
});
