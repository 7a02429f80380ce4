import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import { baseTables } from "#lib/db/tables.ts";

/**
 * What a run says of its scope: chosen documents and files as their number, because a page that asks each second has
 * no use for thousands of ids; and no path of what this person may not know of.
 */
export function scopeColumn(viewer: Viewer): RawBuilder<unknown> {
  const scope = sql`r.scope - 'documentIds' - 'paths' || ${numberOf("documentIds", "documents")} || ${numberOf("paths", "files")}`;
  if (viewer.seesRestricted) return sql`(${scope})`;
  return sql`case when r.scope ->> 'path' is not null and ${hidden(sql`r.scope ->> 'path'`)}
    then (${scope}) - 'path' || '{"hiddenPath": true}' else ${scope} end`;
}

function numberOf(list: string, name: string) {
  return sql`case when jsonb_typeof(r.scope -> ${sql.lit(list)}) = 'array'
    then jsonb_build_object(${sql.lit(name)}::text, jsonb_array_length(r.scope -> ${sql.lit(list)})) else '{}' end`;
}

/** SQL: the path is that of a restricted document, or of a folder in which there are no others. */
function hidden(path: RawBuilder<unknown>) {
  const open = visibleTo({ seesRestricted: false }, "d");
  const below = sql`starts_with(d.path, rtrim(${path}, '/') || '/')`;
  const documents = baseTables().documents;
  return sql`case when exists (select 1 from ${documents} d where d.path = ${path})
    then exists (select 1 from ${documents} d where d.path = ${path} and not ${open})
    else not exists (select 1 from ${documents} d where ${below} and ${open})
      and exists (select 1 from ${documents} d where ${below}) end`;
}
