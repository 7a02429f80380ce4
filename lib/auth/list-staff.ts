import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { type Actor, permit } from "./permissions.ts";
import type { StaffRow } from "./schemas.ts";
import { type StaffRecord, staffColumns, toStaffRow } from "./staff-row.ts";

/** Staff by e-mail address, at most 200 a page; `nextCursor` is the last address of a full page. */
export async function listStaff(
  db: Db,
  actor: Actor,
  { after = "", limit = 200 }: { after?: string | undefined; limit?: number | undefined } = {},
): Promise<{ items: StaffRow[]; nextCursor: string | null }> {
  permit(actor, "staff.manage");
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { rows } = await sql<StaffRecord>`select ${staffColumns} from console.staff
        where email > ${after} order by email limit ${limit + 1}`.execute(tx);
      const items = rows.slice(0, limit).map(toStaffRow);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.email ?? null) : null };
    },
    { readOnly: true },
  );
}
