import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { TableLayout } from "#lib/url/table-answers.ts";
import type { Screen } from "./table-schemas.ts";

/** Keeps how this person arranged a table. */
export async function keepLayout(
  db: Db,
  screen: Screen,
  layout: TableLayout,
  staff: Staff,
): Promise<void> {
  await withRole(db, "perazzi_console", async (tx) => {
    await sql`insert into console.table_preferences (staff_id, screen, layout)
      values (${staff.id}, ${screen}, ${JSON.stringify(layout)}::jsonb)
      on conflict (staff_id, screen) do update set layout = excluded.layout, updated_at = now()`.execute(
      tx,
    );
  });
}

/** The view that this person's screen begins with; null for none. Throws not_found for one that they cannot see. */
export async function keepDefaultView(
  db: Db,
  screen: Screen,
  view: string | null,
  staff: Staff,
): Promise<void> {
  await withRole(db, "perazzi_console", async (tx) => {
    if (view !== null) {
      const { rows } = await sql`select 1 from console.saved_views
        where id = ${view} and screen = ${screen} and (shared or created_by = ${staff.id})`.execute(
        tx,
      );
      if (rows.length === 0) throw new AppError("not_found", "There is no such view any more.");
    }
    await sql`insert into console.table_preferences (staff_id, screen, default_view)
      values (${staff.id}, ${screen}, ${view})
      on conflict (staff_id, screen) do update set default_view = excluded.default_view, updated_at = now()`.execute(
      tx,
    );
  });
}
