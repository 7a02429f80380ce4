import { sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { SavedView } from "#lib/url/table-answers.ts";
import type { NewView, Screen } from "./table-schemas.ts";

const mostViews = 100;

/** Keeps a screen's state under a name, for oneself or for everyone on the staff. */
export function saveView(db: Db, screen: Screen, view: NewView, staff: Staff): Promise<SavedView> {
  if (view.shared) permit(staff, "documents.edit");
  return withRole(db, "perazzi_console", async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into console.saved_views (screen, name, query, shared, created_by, created_by_label)
      select ${screen}, ${view.name}, ${view.query}, ${view.shared}::boolean, ${staff.id}, ${staff.email}
      where (select count(*) from console.saved_views where created_by = ${staff.id} and screen = ${screen}) < ${mostViews}
      returning id`.execute(tx);
    const id = rows[0]?.id;
    if (!id)
      throw new AppError(
        "invalid",
        `${mostViews} views are kept for a person. Delete one that you no longer use.`,
      );
    return { id, ...view, by: null, mayDelete: true };
  });
}
