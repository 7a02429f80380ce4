import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { seenBy } from "./saved-row.ts";

/** How many saved queries this person sees. */
export function countQueries(db: Db, staff: Staff): Promise<number> {
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count
        from console.saved_queries s where ${seenBy(staff, "s")}`.execute(tx);
      return rows[0]?.count ?? 0;
    },
    { readOnly: true },
  );
}
