import { sql } from "kysely";
import { can } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { Screen } from "./table-schemas.ts";

/** Deletes a view of one's own, or as an admin a shared one. Whoever began with it begins with everything. */
export async function deleteView(db: Db, screen: Screen, id: string, staff: Staff): Promise<void> {
  const admin = can(staff.role, "staff.manage");
  const gone = await withRole(db, "perazzi_console", async (tx) => {
    const { rows } = await sql`delete from console.saved_views
      where id = ${id} and screen = ${screen} and (created_by = ${staff.id} or ${admin}::boolean and shared)
      returning 1`.execute(tx);
    return rows.length;
  });
  if (gone === 0)
    throw new AppError(
      "not_found",
      "There is no such view that you could delete. It may be gone already.",
    );
}
