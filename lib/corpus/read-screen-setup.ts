import { sql } from "kysely";
import { can } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { SavedView, ScreenSetup, TableLayout } from "#lib/url/table-answers.ts";
import { type Screen, tableLayoutSchema } from "./table-schemas.ts";

/** How this person arranged a table, and the views that are theirs or shared, by name. */
export function readScreenSetup(db: Db, screen: Screen, staff: Staff): Promise<ScreenSetup> {
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const kept = await sql<{ layout: unknown; view: string | null }>`
        select p.layout, v.id as view from console.table_preferences p
          left join console.saved_views v on v.id = p.default_view and (v.shared or v.created_by = ${staff.id})
        where p.staff_id = ${staff.id} and p.screen = ${screen}`.execute(tx);
      const views = await sql<SavedView>`
        select id, name, query, shared,
          case when created_by is distinct from ${staff.id} then created_by_label end as by,
          created_by is not distinct from ${staff.id} or ${can(staff.role, "staff.manage")}::boolean as "mayDelete"
        from console.saved_views where screen = ${screen} and (shared or created_by = ${staff.id})
        order by lower(name), id limit 200`.execute(tx);
      return {
        layout: layoutIn(kept.rows[0]?.layout),
        views: views.rows,
        defaultView: kept.rows[0]?.view ?? null,
        mayShare: can(staff.role, "documents.edit"),
      };
    },
    { readOnly: true },
  );
}

/** A layout that no longer makes sense counts as none. */
function layoutIn(value: unknown): TableLayout | null {
  return tableLayoutSchema.safeParse(value).data ?? null;
}
