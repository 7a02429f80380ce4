import { type RawBuilder, sql } from "kysely";
import { cleanValue } from "./clean-values.ts";
import { chunkCount, documentState } from "./embedding-state.ts";
import type { Reader } from "./reader.ts";
import type { DocumentRow } from "./row-schemas.ts";
import { waitingColumn } from "./waiting-run.ts";

export type StoredRow = {
  [K in keyof DocumentRow]: K extends "effectiveFrom" | "expiresOn" | "ingestedAt" | "lastUpdated"
    ? Date | null
    : DocumentRow[K] extends string[]
      ? unknown
      : DocumentRow[K];
};

/** The columns of a document `d`; needs the joins of `chunkCounts` and `waitingJoin`. */
export function documentColumns(reader: Reader): RawBuilder<unknown> {
  return sql`d.id, d.row_version::int as version, coalesce(nullif(d.title, ''), d.path) as title, d.path, d.status,
    d.embed_mode as "embedMode", ${documentState(reader)} as "embeddingState", ${chunkCount(reader)} as chunks,
    d.category, d.doc_type as "docType", d.pricing_sensitive as "pricingSensitive",
    d.guardrail_flags as "guardrailFlags", coalesce(d.visibility, 'public') as visibility,
    coalesce(d.confidentiality, 'normal') as confidentiality, d.tags, d.audiences, d.platforms, d.disciplines,
    d.language, nullif(concat_ws(' ', d.series_part_number, nullif(d.series_part_title, '')), '') as "seriesPart", nullif(d.summary, '') as summary,
    coalesce(d.derived_fields ? 'summary', false) and not coalesce(d.curated, '{}') ? 'summary' as "summaryDerived", nullif(d.approver, '') as approver,
    d.effective_from as "effectiveFrom", d.expires_on as "expiresOn", d.ingested_at as "ingestedAt",
    d.last_updated as "lastUpdated", ${waitingColumn}`;
}

/** A stored row as it may be shown: without amounts where the document is sensitive to prices. */
export function mapDocument(row: StoredRow, { redact }: Reader): DocumentRow {
  const sensitive = row.pricingSensitive;
  const clean = (text: string) => (sensitive ? redact(text) : text);
  const texts = (value: unknown) => listOfTexts(sensitive ? cleanValue("", value, redact) : value);
  return {
    id: row.id,
    version: row.version,
    title: row.title === row.path ? row.title : clean(row.title),
    path: row.path,
    status: row.status,
    embedMode: row.embedMode,
    embeddingState: row.embeddingState,
    waiting: row.waiting,
    chunks: row.chunks,
    category: row.category,
    docType: row.docType,
    pricingSensitive: sensitive,
    guardrailFlags: texts(row.guardrailFlags),
    visibility: row.visibility,
    confidentiality: row.confidentiality,
    tags: texts(row.tags),
    audiences: texts(row.audiences),
    platforms: texts(row.platforms),
    disciplines: texts(row.disciplines),
    language: row.language,
    seriesPart: row.seriesPart ? clean(row.seriesPart) : null,
    summary: row.summary ? clean(row.summary) : null,
    summaryDerived: row.summaryDerived,
    approver: row.approver ? clean(row.approver) : null,
    effectiveFrom: row.effectiveFrom?.toISOString() ?? null,
    expiresOn: row.expiresOn?.toISOString() ?? null,
    ingestedAt: row.ingestedAt?.toISOString() ?? null,
    lastUpdated: row.lastUpdated?.toISOString() ?? null,
  };
}

/** The texts of a list; other software may have stored something else, which counts as none. */
export function listOfTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
