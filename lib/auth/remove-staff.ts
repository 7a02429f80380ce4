import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { type Actor, permit } from "./permissions.ts";
import type { StaffRow } from "./schemas.ts";
import { loadForChange, refuseLastAdmin } from "./staff-row.ts";

type Input = { id: string; version?: number };

/** Takes a person off the staff list; their next request is a stranger's. Never the last admin. */
export async function removeStaff(
  db: Db,
  actor: Actor,
  input: Input,
  requestId?: string,
): Promise<StaffRow> {
  permit(actor, "staff.manage");
  return withRole(db, "perazzi_console", async (tx) => {
    const { row, admins } = await loadForChange(tx, input.id, input.version);
    refuseLastAdmin(row, admins);
    await sql`delete from console.staff where id = ${row.id}`.execute(tx);
    await recordAudit(tx, {
      actor,
      action: "staff.remove",
      subjectType: "staff",
      subjectId: row.id,
      subjectLabel: row.email,
      changes: { email: { from: row.email, to: null }, role: { from: row.role, to: null } },
      requestId: requestId ?? null,
    });
    return row;
  });
}
