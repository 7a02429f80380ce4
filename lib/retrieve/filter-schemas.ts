import { z } from "zod";

/** Metadata that a search can be narrowed by, by kind. The chunk's own value holds, else the document's. */
export const filterFields = {
  text: [
    "path",
    "title",
    "category",
    "docType",
    "status",
    "embedMode",
    "language",
    "visibility",
    "confidentiality",
    "author",
    "approver",
    "license",
    "sourceVersion",
    "sourceChecksum",
    "seriesPart",
    "seriesPartRoman",
    "seriesPartTitle",
    "seriesChapter",
    "seriesChapterTitle",
    "heading",
    "headingPath",
    "documentId",
    "chunkId",
  ],
  list: [
    "platforms",
    "disciplines",
    "audiences",
    "tags",
    "sectionLabels",
    "contextTags",
    "primaryModes",
    "archetypeBias",
    "relatedEntities",
    "guardrailFlags",
    "stakeholders",
  ],
  number: [
    "tokenCount",
    "chunkIndex",
    "chunkCount",
    "seriesChapterGlobalIndex",
    "seriesChapterPartIndex",
  ],
  time: ["ingestedAt", "lastUpdated", "effectiveFrom", "expiresOn", "createdAt", "updatedAt"],
  flag: ["pricingSensitive", "needsReview"],
  /** Prose and objects: of these it is asked only whether there is any. */
  presence: ["summary", "safetyNotes", "ctaLinks", "structuredRefs"],
} as const;

export type FilterField = (typeof filterFields)[keyof typeof filterFields][number];

const value = z.string().trim().min(1).max(300);
// ISO 8601 has a year 0 and offsets of up to a day; Postgres has not.
const time = z.iso
  .datetime({ offset: true })
  .regex(/^(?!0000).*(Z|[+-](0\d|1[0-5]):\d\d)$/, "takes a time from the year 1 on");
const present = z.enum(["present", "missing"]);

/**
 * One condition on metadata. `any`/`none`: one of the values / none of them (a missing value is none);
 * `all`: every one, for lists; `prefix`: begins with one, for texts; `from`/`until`: inclusive / exclusive.
 */
const conditions = [
  z.strictObject({
    field: z.enum(filterFields.text),
    is: z.enum(["any", "none", "prefix"]),
    values: z.array(value).min(1).max(100),
  }),
  z.strictObject({
    field: z.enum(filterFields.list),
    is: z.enum(["any", "all", "none"]),
    values: z.array(value).min(1).max(100),
  }),
  z.strictObject({
    field: z.enum(filterFields.number),
    is: z.enum(["from", "until"]),
    values: z.array(z.string().regex(/^\d{1,9}$/, "takes a whole number")).length(1),
  }),
  z.strictObject({
    field: z.enum(filterFields.time),
    is: z.enum(["from", "until"]),
    values: z.array(time).length(1),
  }),
  z.strictObject({
    field: z.enum(filterFields.flag),
    is: z.literal("any"),
    values: z.array(z.enum(["true", "false"])).length(1),
  }),
  z.strictObject({
    field: z.enum([
      ...filterFields.text,
      ...filterFields.list,
      ...filterFields.number,
      ...filterFields.time,
      ...filterFields.presence,
    ]),
    is: present,
    values: z.array(value).length(0),
  }),
] as const;
export const metadataFilterSchema = z.union(conditions, {
  error:
    "Takes a field that can be asked for, what is asked of it, and values: {field, is, values}. The API's description lists them.",
});
export type MetadataFilter = z.infer<typeof metadataFilterSchema>;

const joins: Record<MetadataFilter["is"], string> = {
  any: "is",
  none: "is not",
  all: "has all of",
  prefix: "begins with",
  from: "from",
  until: "before",
  present: "is there",
  missing: "is missing",
};

/** "docType is warranty or safety-notice". */
export function filterWords({ field, is, values }: MetadataFilter): string {
  const listed = values.join(is === "all" ? " and " : " or ");
  return [field, joins[is], listed].filter(Boolean).join(" ");
}
