import { type RawBuilder, sql } from "kysely";
import type { Order, SortKey } from "#lib/db/keyset.ts";
import { baseTables } from "#lib/db/tables.ts";
import { chunkCount, documentState } from "./embedding-state.ts";
import type { FacetField } from "./facet-field.ts";
import type { DocumentFacet, DocumentSort } from "./facet-schemas.ts";
import type { Reader } from "./reader.ts";

const value = (expression: RawBuilder<unknown>): FacetField => ({
  kind: "value",
  value: expression,
});
const list = (expression: RawBuilder<unknown>): FacetField => ({ kind: "list", value: expression });

/** A summary that a person or the file wrote; one that was derived, and that nobody changed since, counts as missing. */
const ownSummary = sql`case when d.derived_fields ? 'summary' and not coalesce(d.curated, '{}') ? 'summary' then null else nullif(d.summary, '') end`;
const part = sql`coalesce(nullif(d.series_part_title, ''), nullif(d.series_part_roman, ''), d.series_part_number::text)`;

/** The facets of a document `d` as SQL; `embedding` needs the joins of `chunkCounts`. */
export function documentFields(reader: Reader): Record<DocumentFacet, FacetField> {
  const confirms = (text: string) => reader.redact(text) !== text;
  return {
    status: value(sql`d.status`),
    mode: value(sql`d.embed_mode`),
    embedding: value(documentState(reader)),
    category: value(sql`d.category`),
    type: value(sql`d.doc_type`),
    pricing: value(sql`case when d.pricing_sensitive then 'yes' else 'no' end`),
    flags: list(sql`d.guardrail_flags`),
    visibility: value(sql`coalesce(d.visibility, 'public')`),
    confidentiality: value(sql`coalesce(d.confidentiality, 'normal')`),
    tags: { ...list(sql`d.tags`), confirms },
    audiences: list(sql`d.audiences`),
    platforms: list(sql`d.platforms`),
    disciplines: list(sql`d.disciplines`),
    language: value(sql`d.language`),
    part: { ...value(part), confirms },
    summary: value(sql`case when ${ownSummary} is null then null else 'written' end`),
    approver: { ...value(sql`d.approver`), confirms },
  };
}

type Sortable = { key: SortKey; nullable?: boolean; free?: boolean };
const text = (expression: RawBuilder<unknown>): SortKey => ({ value: expression, type: "text" });
const time = (column: string): Sortable => ({
  key: { value: sql.ref(`d.${column}`), type: "timestamptz" },
  nullable: true,
});
/** Text that people and files wrote: it may hold an amount, so that no cursor may show it. */
const free = (expression: RawBuilder<unknown>): Sortable => ({
  key: text(expression),
  nullable: true,
  free: true,
});
const first = (column: string) => free(sql`left(${sql.ref(`d.${column}`)} ->> 0, 200)`);

/** What documents can be ordered by; lists by their first value. */
function sortables(reader: Reader): Record<DocumentSort, Sortable> {
  const fields = documentFields(reader);
  return {
    title: free(sql`lower(left(coalesce(nullif(d.title, ''), d.path), 200))`),
    path: { key: text(sql`d.path`) },
    status: { key: text(fields.status.value) },
    mode: { key: text(fields.mode.value) },
    embedding: { key: text(fields.embedding.value) },
    chunks: { key: { value: chunkCount(reader), type: "int" } },
    category: { key: text(fields.category.value) },
    type: { key: text(fields.type.value) },
    pricing: { key: { value: sql`d.pricing_sensitive`, type: "boolean" } },
    flags: first("guardrail_flags"),
    visibility: { key: text(fields.visibility.value) },
    confidentiality: { key: text(fields.confidentiality.value) },
    tags: first("tags"),
    audiences: first("audiences"),
    platforms: first("platforms"),
    disciplines: first("disciplines"),
    language: { key: text(sql`d.language`), nullable: true },
    part: { key: { value: sql`d.series_part_number`, type: "int" }, nullable: true },
    summary: free(sql`left(${ownSummary}, 200)`),
    approver: free(sql`left(nullif(d.approver, ''), 200)`),
    starts: time("effective_from"),
    ends: time("expires_on"),
    ingested: time("ingested_at"),
    updated: time("last_updated"),
  };
}

/** The order of a list of documents; it ends in the path and the id. */
export function documentOrder(sort: DocumentSort, dir: "asc" | "desc", reader: Reader): Order {
  const { key, nullable = false, free = false } = sortables(reader)[sort];
  const path: SortKey = text(sql`d.path`);
  const id: SortKey = { value: sql`d.id`, type: "uuid" };
  // Among others an amount's place would tell it: such texts come last.
  const placeless = sql<boolean>`(d.pricing_sensitive and normalize(coalesce(${key.value}, ''), nfkc) ~ '[[:digit:]]')`;
  return {
    name: sort,
    direction: dir,
    nullable,
    keys: sort === "path" ? [key, id] : [key, path, id],
    ...(free
      ? {
          placeless: sql<boolean>`(${key.value} is null or ${placeless})`,
          lookUp: (last) =>
            sql`(select ${key.value} from ${baseTables().documents} d where d.id = ${last} and not ${placeless})`,
        }
      : {}),
  };
}

/** Orders and facets that need the joins of `chunkCounts`. */
export const countedFields: ReadonlySet<string> = new Set(["embedding", "chunks"]);
