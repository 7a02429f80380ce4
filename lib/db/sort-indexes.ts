import { sql } from "kysely";
import type { Db } from "./pool.ts";

/** Under this many chunks a table is sorted in memory faster than its writers would pay for the indexes. */
export const sortIndexesFrom = 50_000;

const firstValues = [
  "guardrail_flags",
  "section_labels",
  "context_tags",
  "related_entities",
  "primary_modes",
  "archetype_bias",
  "audiences",
  "platforms",
  "disciplines",
];
const plain = ["token_count", "updated_at", "visibility", "confidentiality", "language"];

/** What documents, and the chunks of a large corpus by their document, are sorted by; each ends in the path. */
export const documentSortIndexes = [
  "status",
  "embed_mode",
  "category",
  "doc_type",
  "pricing_sensitive",
  "series_part_number",
].map((column) => ({
  name: `console_documents_by_${column}`,
  using: `btree (${column}, path)`,
}));

/**
 * SQL: a chunk's text without the headings that it begins with (as lib/format/without-headings.ts has it; all of it
 * where it is nothing else), up to what an index takes. Written as pg_get_indexdef writes it.
 */
export function textBeginning(column: string): string {
  const headings = String.raw`^(?:\s*#{1,6}\s[^\n]*\n+)+(?=[^\n])`;
  return `lower("left"(regexp_replace("left"(${column}, 400), '${headings}'::text, ''::text), 100))`;
}

/** What a table of many chunks is sorted by (see lib/corpus/chunk-fields.ts), each ending in the id. */
export const sortIndexes = [
  { name: "console_chunks_by_heading", using: `btree ("left"(heading_path, 500), id)` },
  { name: "console_chunks_by_text", using: `btree (${textBeginning("text")}, id)` },
  ...plain.map((column) => ({
    name: `console_chunks_by_${column}`,
    using: `btree (${column}, id)`,
  })),
  ...firstValues.map((column) => ({
    name: `console_chunks_by_first_${column}`,
    using: `btree ("left"((${column} ->> 0), 200), id)`,
  })),
];

/** For strings inside words; needs pg_trgm. */
export const trigramIndex = {
  name: "console_chunks_trigrams",
  using: "gin (text gin_trgm_ops)",
};
export const documentTrigramIndexes = ["path", "title"].map((column) => ({
  name: `console_documents_${column}_trigrams`,
  using: `gin (${column} gin_trgm_ops)`,
}));

/** A definition as a pattern over pg_get_indexdef: an index that is there under another name counts. */
export function recognised(using: string): string {
  const literal = using.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `USING ${literal}$`;
}

/** True where the table is large enough, and false where it was never counted. */
export async function isLarge(db: Db, table: string): Promise<boolean> {
  const { rows } = await sql<{ large: boolean }>`
    select count(*) = ${sortIndexesFrom} as large
    from (select 1 from ${sql.table(table)} limit ${sortIndexesFrom}) n`.execute(db);
  return rows[0]?.large === true;
}

/** Makes pg_trgm available where the server has it and lets us. */
export async function hasTrigrams(db: Db): Promise<boolean> {
  const { rows } = await sql<{ there: boolean; offered: boolean }>`
    select exists (select 1 from pg_extension where extname = 'pg_trgm') as there,
      exists (select 1 from pg_available_extensions where name = 'pg_trgm') as offered`.execute(db);
  if (rows[0]?.there || !rows[0]?.offered) return rows[0]?.there === true;
  try {
    await sql`create extension if not exists pg_trgm`.execute(db);
    return true;
  } catch {
    // Not ours to install: strings inside words are then looked for word by word.
    return false;
  }
}
