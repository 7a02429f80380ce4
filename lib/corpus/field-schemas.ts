/** What can be edited: documents, and chunks. */
export const subjects = ["document", "chunk"] as const;
export type Subject = (typeof subjects)[number];

export type FieldKind = "choice" | "switch" | "line" | "prose" | "terms" | "instant" | "links";
export type VocabularyName =
  | "primaryModes"
  | "archetypes"
  | "platforms"
  | "disciplines"
  | "audiences"
  | "guardrailFlags";

export type Link = { label: string; url: string };
/** A value as the API speaks it: instants are ISO 8601 in UTC, an empty list is null. */
export type FieldValue = string | boolean | null | string[] | Link[];

export type Field = {
  name: string;
  column: string;
  label: string;
  kind: FieldKind;
  /** The values of a choice. */
  options?: readonly string[];
  /** What no value means, where a choice may have none. */
  unset?: string;
  /** The vocabulary whose terms are offered. */
  vocabulary?: VocabularyName;
  /** Only terms of the vocabulary: an admin extends it first. */
  closed?: boolean;
  /** Most characters of a text, or of one term. */
  max?: number;
  /** Values from the loosest to the strictest; of terms, having one is stricter. */
  strictness?: readonly (string | boolean | null)[] | "having";
  /** Loosening it asks for a reason, also where the manifest allows it. */
  guarded?: boolean;
  /** A chunk that says nothing has what its document says. */
  inherits?: boolean;
  /** Decides what is served, or only where it stands among the results. */
  decides?: "serving" | "rank";
};

const visibility = ["public", "internal", "admin-only"] as const;
const confidentiality = ["normal", "elevated"] as const;

const language = {
  name: "language",
  column: "language",
  label: "Language",
  kind: "line",
  max: 35,
} as const;
const terms = {
  disciplines: {
    name: "disciplines",
    column: "disciplines",
    label: "Disciplines",
    kind: "terms",
    vocabulary: "disciplines",
    closed: true,
    max: 80,
    decides: "rank",
  },
  platforms: {
    name: "platforms",
    column: "platforms",
    label: "Platforms",
    kind: "terms",
    vocabulary: "platforms",
    closed: true,
    max: 80,
    decides: "rank",
  },
  audiences: {
    name: "audiences",
    column: "audiences",
    label: "Audiences",
    kind: "terms",
    vocabulary: "audiences",
    closed: true,
    max: 80,
  },
  guardrailFlags: {
    name: "guardrailFlags",
    column: "guardrail_flags",
    label: "Guardrail flags",
    kind: "terms",
    vocabulary: "guardrailFlags",
    max: 80,
    strictness: "having",
    guarded: true,
  },
} as const satisfies Record<string, Field>;
const safetyNotes = {
  name: "safetyNotes",
  column: "safety_notes",
  label: "Safety notes",
  kind: "prose",
  max: 4000,
} as const;

/** Every field of a document that a person may change, in the order of the form. */
export const documentFields: readonly Field[] = [
  {
    name: "status",
    column: "status",
    label: "Status",
    kind: "choice",
    options: ["active", "planned", "deprecated"],
    strictness: ["active", "planned", "deprecated"],
    decides: "serving",
  },
  {
    name: "embedMode",
    column: "embed_mode",
    label: "Embed mode",
    kind: "choice",
    options: ["full", "metadata-only", "ignore"],
    strictness: ["full", "metadata-only", "ignore"],
    decides: "serving",
  },
  {
    name: "pricingSensitive",
    column: "pricing_sensitive",
    label: "Pricing-sensitive",
    kind: "switch",
    strictness: [false, true],
    guarded: true,
    decides: "serving",
  },
  {
    name: "visibility",
    column: "visibility",
    label: "Visibility",
    kind: "choice",
    options: visibility,
    strictness: visibility,
    guarded: true,
    decides: "serving",
  },
  {
    name: "confidentiality",
    column: "confidentiality",
    label: "Confidentiality",
    kind: "choice",
    options: confidentiality,
    strictness: confidentiality,
    guarded: true,
    decides: "serving",
  },
  terms.guardrailFlags,
  { name: "title", column: "title", label: "Title", kind: "line", max: 500, decides: "rank" },
  {
    name: "summary",
    column: "summary",
    label: "Summary",
    kind: "prose",
    max: 4000,
    decides: "rank",
  },
  { name: "tags", column: "tags", label: "Tags", kind: "terms", max: 100, decides: "rank" },
  terms.audiences,
  terms.platforms,
  terms.disciplines,
  language,
  {
    name: "effectiveFrom",
    column: "effective_from",
    label: "Effective from",
    kind: "instant",
    decides: "serving",
  },
  {
    name: "expiresOn",
    column: "expires_on",
    label: "Expires on",
    kind: "instant",
    decides: "serving",
  },
  safetyNotes,
  { name: "approver", column: "approver", label: "Approver", kind: "line", max: 200 },
  { name: "stakeholders", column: "stakeholders", label: "Stakeholders", kind: "terms", max: 200 },
];

/** Every field of a chunk that a person may change; none means: as its document. */
export const chunkFields: readonly Field[] = [
  {
    name: "visibility",
    column: "visibility",
    label: "Visibility",
    kind: "choice",
    options: visibility,
    unset: "as the document",
    strictness: visibility,
    guarded: true,
    decides: "serving",
  },
  {
    name: "confidentiality",
    column: "confidentiality",
    label: "Confidentiality",
    kind: "choice",
    options: confidentiality,
    unset: "as the document",
    strictness: confidentiality,
    guarded: true,
    decides: "serving",
  },
  { ...terms.guardrailFlags, inherits: true },
  {
    name: "primaryModes",
    column: "primary_modes",
    label: "Modes",
    kind: "terms",
    vocabulary: "primaryModes",
    closed: true,
    max: 80,
    decides: "rank",
  },
  {
    name: "archetypeBias",
    column: "archetype_bias",
    label: "Archetypes",
    kind: "terms",
    vocabulary: "archetypes",
    closed: true,
    max: 80,
    decides: "rank",
  },
  {
    name: "sectionLabels",
    column: "section_labels",
    label: "Labels",
    kind: "terms",
    max: 200,
    decides: "rank",
  },
  {
    name: "contextTags",
    column: "context_tags",
    label: "Context tags",
    kind: "terms",
    max: 200,
    decides: "rank",
  },
  {
    name: "relatedEntities",
    column: "related_entities",
    label: "Entities",
    kind: "terms",
    max: 200,
    decides: "rank",
  },
  { ...terms.audiences, inherits: true },
  { ...terms.platforms, inherits: true },
  { ...terms.disciplines, inherits: true },
  language,
  { name: "ctaLinks", column: "cta_links", label: "CTA links", kind: "links", max: 200 },
  safetyNotes,
  { name: "needsReview", column: "needs_review", label: "Needs review", kind: "switch" },
];

export function fieldsOf(subject: Subject): readonly Field[] {
  return subject === "document" ? documentFields : chunkFields;
}

export function fieldNamed(subject: Subject, name: string): Field | undefined {
  return fieldsOf(subject).find((field) => field.name === name);
}
