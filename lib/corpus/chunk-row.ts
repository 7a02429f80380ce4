import { type RawBuilder, sql } from "kysely";
import { confidentialityInForce, visibilityInForce } from "./chunk-fields.ts";
import { cleanValue } from "./clean-values.ts";
import { listOfTexts } from "./document-row.ts";
import { chunkState } from "./embedding-state.ts";
import type { Reader } from "./reader.ts";
import type { ChunkListRow } from "./row-schemas.ts";
import { waitingColumn } from "./waiting-run.ts";

const lists = [
  "guardrailFlags",
  "labels",
  "tags",
  "entities",
  "modes",
  "archetypes",
  "audiences",
  "platforms",
  "disciplines",
] as const;

export type StoredChunkRow = Omit<ChunkListRow, (typeof lists)[number] | "updatedAt"> & {
  [K in (typeof lists)[number]]: unknown;
} & { updatedAt: Date | null };

/**
 * The columns of a chunk `c` of the document `d`; needs the joins of `vectorJoins` and `waitingJoin`. `textUpTo` cuts the text, but
 * not of a sensitive document: an amount that was cut in two is not known for one.
 */
export function chunkColumns(reader: Reader, textUpTo?: number): RawBuilder<unknown> {
  const text =
    textUpTo === undefined
      ? sql`c.text`
      : sql`case when d.pricing_sensitive then c.text else left(c.text, ${sql.lit(textUpTo)}) end`;
  return sql`c.id, c.row_version::int as version, c.document_id as "documentId",
    coalesce(nullif(d.title, ''), d.path) as "documentTitle", d.path as "documentPath", c.chunk_index as index,
    c.chunk_count as "chunkCount", nullif(c.heading_path, '') as "headingPath", ${text} as text, c.token_count as tokens,
    ${chunkState(reader.redactionVersion)} as "embeddingState", d.status, d.embed_mode as "embedMode", d.category,
    d.doc_type as "docType", d.pricing_sensitive as "pricingSensitive",
    coalesce(c.guardrail_flags, d.guardrail_flags) as "guardrailFlags", ${visibilityInForce} as visibility,
    ${confidentialityInForce} as confidentiality, c.section_labels as labels, c.context_tags as tags,
    c.related_entities as entities, c.primary_modes as modes, c.archetype_bias as archetypes,
    coalesce(c.audiences, d.audiences) as audiences, coalesce(c.platforms, d.platforms) as platforms,
    coalesce(c.disciplines, d.disciplines) as disciplines, coalesce(c.language, d.language) as language,
    nullif(concat_ws(' ', d.series_part_number, nullif(d.series_part_title, '')), '') as "seriesPart",
    c.needs_review as "needsReview", c.updated_at as "updatedAt", ${waitingColumn}`;
}

/** A stored row as it may be shown: without amounts where the document is sensitive to prices. */
export function mapChunk(row: StoredChunkRow, { redact }: Reader): ChunkListRow {
  const sensitive = row.pricingSensitive;
  const clean = (text: string) => (sensitive ? redact(text) : text);
  const texts = Object.fromEntries(
    lists.map((name) => [
      name,
      listOfTexts(sensitive ? cleanValue("", row[name], redact) : row[name]),
    ]),
  ) as Record<(typeof lists)[number], string[]>;
  return {
    id: row.id,
    version: row.version,
    documentId: row.documentId,
    documentTitle:
      row.documentTitle === row.documentPath ? row.documentPath : clean(row.documentTitle),
    documentPath: row.documentPath,
    index: row.index,
    chunkCount: row.chunkCount,
    headingPath: row.headingPath ? clean(row.headingPath) : null,
    text: clean(row.text),
    tokens: row.tokens,
    embeddingState: row.embeddingState,
    waiting: row.waiting,
    status: row.status,
    embedMode: row.embedMode,
    category: row.category,
    docType: row.docType,
    pricingSensitive: sensitive,
    ...texts,
    visibility: row.visibility,
    confidentiality: row.confidentiality,
    language: row.language,
    seriesPart: row.seriesPart ? clean(row.seriesPart) : null,
    needsReview: row.needsReview,
    updatedAt: row.updatedAt?.toISOString() ?? null,
  };
}
