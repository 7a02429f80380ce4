import { type RawBuilder, sql } from "kysely";
import type { DriftFilter } from "#lib/corpus/drift-schemas.ts";
import { documentFields } from "#lib/corpus/field-schemas.ts";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import { baseTables } from "#lib/db/tables.ts";

/** SQL: every field in which a document differs from what its manifest or file says, for what this person may see; also of another relation of documents. */
export function driftRows(
  viewer: Viewer,
  documents: RawBuilder<unknown> = baseTables().documents,
): RawBuilder<unknown> {
  const columns = documentFields.map(({ column }) => column);
  return sql`
    select d.id as "documentId", d.path, d.row_version::int as version, f.column, f.value, f.said,
      case when f.said_by_manifest then 'manifest' else 'file' end as source, f.person ->> 'by' as by, f.person ->> 'at' as at,
      coalesce((f.person ->> 'kept')::boolean, false) as kept, d.pricing_sensitive as sensitive
    from ${documents} d cross join lateral (
      select k.column, to_jsonb(d) -> k.column as value, d.curated -> k.column as person,
        coalesce(d.manifest_values ? k.column, false) as said_by_manifest,
        case when d.manifest_values ? k.column then d.manifest_values -> k.column
          else d.curated -> k.column -> 'over' end as said
      from unnest(${columns}::text[]) k ("column")
      where d.manifest_values ? k.column or d.curated -> k.column ? 'over') f
    where ${visibleTo(viewer, "d")}
      and nullif(nullif(f.value, 'null'), '[]') is distinct from nullif(nullif(f.said, 'null'), '[]')
      and (f.said_by_manifest or f.person is not null)
      -- An unlisted file has its status taken from it: the manifest says nothing of it any more.
      and coalesce(d.manifest_values ->> 'listed', 'true') <> 'false'`;
}

/** SQL: the row `x` of them matches. */
export function matching({ path, field }: DriftFilter): RawBuilder<boolean> {
  return sql`(${path} = '' or strpos(lower(x.path), lower(${path})) > 0) and (${field} = '' or x.column = ${field})`;
}
