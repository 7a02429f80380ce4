import { type RawBuilder, sql } from "kysely";
import { type FilterField, filterFields, type MetadataFilter } from "./filter-schemas.ts";

/** The only columns that a search can be narrowed by; the chunk's own value holds, else the document's. */
const columns: Record<FilterField, RawBuilder<unknown>> = {
  path: sql`d.path`,
  title: sql`d.title`,
  summary: sql`d.summary`,
  category: sql`d.category`,
  docType: sql`d.doc_type`,
  status: sql`d.status`,
  embedMode: sql`d.embed_mode`,
  language: sql`coalesce(c.language, d.language)`,
  visibility: sql`coalesce(c.visibility, d.visibility)`,
  confidentiality: sql`coalesce(c.confidentiality, d.confidentiality)`,
  author: sql`d.author`,
  approver: sql`d.approver`,
  license: sql`d.license`,
  sourceVersion: sql`d.source_version`,
  sourceChecksum: sql`d.source_checksum`,
  seriesPart: sql`d.series_part_number::text`,
  seriesPartRoman: sql`d.series_part_roman`,
  seriesPartTitle: sql`d.series_part_title`,
  seriesChapter: sql`d.series_chapter_code`,
  seriesChapterTitle: sql`d.series_chapter_title`,
  seriesChapterGlobalIndex: sql`d.series_chapter_global_index`,
  seriesChapterPartIndex: sql`d.series_chapter_part_index`,
  heading: sql`c.heading`,
  headingPath: sql`c.heading_path`,
  documentId: sql`c.document_id::text`,
  chunkId: sql`c.id::text`,
  platforms: sql`coalesce(c.platforms, d.platforms)`,
  disciplines: sql`coalesce(c.disciplines, d.disciplines)`,
  audiences: sql`coalesce(c.audiences, d.audiences)`,
  tags: sql`d.tags`,
  sectionLabels: sql`c.section_labels`,
  contextTags: sql`c.context_tags`,
  primaryModes: sql`c.primary_modes`,
  archetypeBias: sql`c.archetype_bias`,
  relatedEntities: sql`c.related_entities`,
  guardrailFlags: sql`coalesce(c.guardrail_flags, d.guardrail_flags)`,
  stakeholders: sql`d.stakeholders`,
  tokenCount: sql`c.token_count`,
  chunkIndex: sql`c.chunk_index`,
  chunkCount: sql`c.chunk_count`,
  ingestedAt: sql`d.ingested_at`,
  lastUpdated: sql`d.last_updated`,
  effectiveFrom: sql`d.effective_from`,
  expiresOn: sql`d.expires_on`,
  createdAt: sql`c.created_at`,
  updatedAt: sql`c.updated_at`,
  pricingSensitive: sql`d.pricing_sensitive`,
  needsReview: sql`c.needs_review`,
  safetyNotes: sql`coalesce(nullif(c.safety_notes, ''), d.safety_notes)`,
  ctaLinks: sql`nullif(c.cta_links, '[]')`,
  structuredRefs: sql`nullif(nullif(c.structured_refs, '[]'), '{}')`,
};

const lists = new Set<FilterField>(filterFields.list);
const times = new Set<FilterField>(filterFields.time);

/** SQL over `c` and `d`: what has no value meets `none` and `missing` only. */
export function metadataCondition({ field, is, values }: MetadataFilter): RawBuilder<boolean> {
  const column = columns[field];
  const given: string[] = [...values];
  if (is === "present" || is === "missing") {
    const there = lists.has(field)
      ? sql`(jsonb_typeof(${column}) = 'array' and ${column} <> '[]'::jsonb)`
      : sql`(${column} is not null and ${column}::text <> '')`;
    return is === "present"
      ? sql<boolean>`coalesce(${there}, false)`
      : sql<boolean>`not coalesce(${there}, false)`;
  }
  const found = lists.has(field)
    ? listCondition(column, is, given)
    : scalarCondition(field, is, given);
  // Not wrapped where it need not be: an index could not serve it.
  return is === "none" ? sql<boolean>`not coalesce(${found}, false)` : sql<boolean>`${found}`;
}

/** As it is asked for or in lower case, as lists are stored; the operators are those that a GIN index serves. */
function listCondition(column: RawBuilder<unknown>, is: string, values: string[]) {
  const either = (value: string) => [...new Set([value, value.toLowerCase()])];
  if (is !== "all") return sql`${column} ?| ${values.flatMap(either)}::text[]`;
  return sql`(${sql.join(
    values.map((value) => sql`${column} ?| ${either(value)}::text[]`),
    sql` and `,
  )})`;
}

function scalarCondition(field: FilterField, is: string, values: string[]) {
  const column = columns[field];
  if (is === "prefix")
    return sql`${column} like any (${values.map((value) => `${value.replaceAll(/[\\%_]/g, "\\$&")}%`)}::text[])`;
  const [bound = ""] = values;
  const type = sql.raw(times.has(field) ? "timestamptz" : "bigint");
  if (is === "from") return sql`${column} >= ${bound}::${type}`;
  if (is === "until") return sql`${column} < ${bound}::${type}`;
  return sql`${column}::text = any (${values}::text[])`;
}
