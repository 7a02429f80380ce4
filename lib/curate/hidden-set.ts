import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import { baseTables } from "#lib/db/tables.ts";

/**
 * SQL: the row `r` of the set `s` is of a document or chunk that this person may see. One that is gone is shown to who
 * made the set: they saw it when they chose it.
 */
export function visibleSetRow(viewer: Viewer, userId: string | null): RawBuilder<boolean> {
  if (viewer.seesRestricted) return sql`true`;
  const { documents, chunks } = baseTables();
  return sql`(exists (select 1 from ${documents} d where d.id = r.subject_id and ${visibleTo(viewer, "d")})
    or exists (select 1 from ${chunks} c join ${documents} d on d.id = c.document_id
      where c.id = r.subject_id and ${visibleTo(viewer, "c")} and ${visibleTo(viewer, "d")})
    or s.created_by = ${userId}::uuid and not exists (select 1 from ${documents} d where d.id = r.subject_id)
      and not exists (select 1 from ${chunks} c where c.id = r.subject_id))`;
}

/** SQL: every row of the set `s` is hidden from this person. */
export function hiddenSet(viewer: Viewer, userId: string | null): RawBuilder<boolean> {
  if (viewer.seesRestricted) return sql`false`;
  return sql`(not exists (select 1 from console.change_set_rows r where r.change_set_id = s.id and ${visibleSetRow(viewer, userId)}))`;
}
