import { type RawBuilder, sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Drift } from "#lib/corpus/drift-schemas.ts";
import { documentFields, type FieldValue } from "#lib/corpus/field-schemas.ts";
import { readValue } from "#lib/corpus/plan-edit.ts";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { cleanField } from "./clean-field.ts";

const most = 2_000;

type StoredDrift = {
  documentId: string;
  path: string;
  version: number;
  column: string;
  value: unknown;
  said: unknown;
  source: Drift["source"];
  by: string | null;
  at: string | null;
  kept: boolean;
  sensitive: boolean;
};

/** Fields in which a document differs from what its manifest or file says, those that nobody decided on first: at most 2,000 of `total`. */
export function listDrift(db: Db, staff: Staff): Promise<{ items: Drift[]; total: number }> {
  permit(staff, "read");
  return withRole(db, "perazzi_read", async (tx) => {
    const viewer = viewerOf(staff);
    const items = await driftIn(tx, viewer, most);
    const total = items.length < most ? items.length : await countIn(tx, driftRows(viewer));
    return { items, total };
  });
}

/** At most so many of them; null: all. */
export async function driftIn(tx: Tx, viewer: Viewer, limit: number | null): Promise<Drift[]> {
  const { rows } =
    await sql<StoredDrift>`select * from (${driftRows(viewer)}) x order by x.kept, x.path, x.column limit ${limit}`.execute(
      tx,
    );
  return rows.flatMap(({ column, value, said, sensitive, ...row }): Drift[] => {
    const field = documentFields.find((one) => one.column === column);
    if (!field) return [];
    const show = (one: unknown): FieldValue => cleanField(sensitive, field, readValue(field, one));
    return [
      { ...row, field: field.name, label: field.label, value: show(value), said: show(said) },
    ];
  });
}

/** How many of them nobody has said yet that they are meant. */
export function countDrift(db: Db, viewer: Viewer): Promise<number> {
  return withRole(db, "perazzi_read", (tx) =>
    countIn(tx, sql`select * from (${driftRows(viewer)}) x where not x.kept`),
  );
}

async function countIn(tx: Tx, source: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${source}) y`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

function driftRows(viewer: Viewer): RawBuilder<unknown> {
  const columns = documentFields.map(({ column }) => column);
  return sql`
    select d.id as "documentId", d.path, d.row_version::int as version, f.column, f.value, f.said,
      case when f.said_by_manifest then 'manifest' else 'file' end as source, f.person ->> 'by' as by, f.person ->> 'at' as at,
      coalesce((f.person ->> 'kept')::boolean, false) as kept, d.pricing_sensitive as sensitive
    from ${baseTables().documents} d cross join lateral (
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
