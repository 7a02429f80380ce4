import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import { baseTables } from "#lib/db/tables.ts";

/** The places of the figures in `hidden_counts`, which counts from 1. */
const places = {
  documents_total: 1,
  documents_scanned: 2,
  documents_new: 3,
  documents_updated: 4,
  documents_repaired: 5,
  documents_skipped: 6,
  documents_removed: 7,
  documents_failed: 8,
  chunks_written: 9,
  chunks_reused: 10,
  chunks_removed: 11,
  chunks_embedded: 12,
  warnings: 13,
  errors: 8,
} as const;
export type CountedColumn = keyof typeof places;
export const countedColumns = Object.keys(places) as CountedColumn[];

/** SQL: this figure of the run `r`, without what this person may not know of. */
export function countFor(viewer: Viewer, column: CountedColumn): RawBuilder<number> {
  const all = sql.ref(`r.${column}`);
  if (viewer.seesRestricted) return sql`${all}`;
  return sql`(${all} - coalesce(r.hidden_counts[${sql.lit(places[column])}], 0))`;
}

/** SQL: the item or event `alias` of a run is of a document that only admins may know of. */
export function isHidden(alias: string): RawBuilder<boolean> {
  const hidden = (column: string) =>
    sql`select ${sql.ref(`d.${column}`)} from ${baseTables().documents} d where not ${visibleTo({ seesRestricted: false }, "d")}`;
  return sql`(coalesce(${sql.ref(`${alias}.document_id`)} in (${hidden("id")}), false)
    or coalesce(${sql.ref(`${alias}.path`)} in (${hidden("path")}), false))`;
}
