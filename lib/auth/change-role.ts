import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { type Actor, permit } from "./permissions.ts";
import { type Role, roleSchema, type StaffRow } from "./schemas.ts";
import {
  loadForChange,
  refuseLastAdmin,
  type StaffRecord,
  staffColumns,
  toStaffRow,
} from "./staff-row.ts";

type Input = { id: string; role: Role; version?: number };

/** Gives a person another role; never takes the role from the last admin. */
export async function changeRole(
  db: Db,
  actor: Actor,
  input: Input,
  requestId?: string,
): Promise<StaffRow> {
  permit(actor, "staff.manage");
  const role = roleSchema.parse(input.role);
  return withRole(db, "perazzi_console", async (tx) => {
    const { row, admins } = await loadForChange(tx, input.id, input.version);
    if (row.role === role) return row;
    refuseLastAdmin(row, admins);
    const { rows } = await sql<StaffRecord>`update console.staff
      set role = ${role}, updated_at = now() where id = ${row.id}
      returning ${staffColumns}`.execute(tx);
    await recordAudit(tx, {
      actor,
      action: "staff.role",
      subjectType: "staff",
      subjectId: row.id,
      subjectLabel: row.email,
      changes: { role: { from: row.role, to: role } },
      requestId: requestId ?? null,
    });
    return rows.map(toStaffRow)[0] ?? row;
  });
}
