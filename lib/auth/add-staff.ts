import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { type Actor, permit } from "./permissions.ts";
import { addStaffSchema, type Role, type StaffRow } from "./schemas.ts";
import { type StaffRecord, staffColumns, toStaffRow } from "./staff-row.ts";

type Input = { email: string; role: Role };

/** Puts a person on the staff list. The first sign-in with the confirmed address takes the row. */
export async function addStaff(
  db: Db,
  actor: Actor,
  input: Input,
  requestId?: string,
): Promise<StaffRow> {
  permit(actor, "staff.manage");
  const { email, role } = addStaffSchema.parse(input);
  return withRole(db, "perazzi_console", async (tx) => {
    const { rows } = await sql<StaffRecord>`insert into console.staff (email, role)
      values (${email}, ${role}) on conflict (email) do nothing returning ${staffColumns}`.execute(
      tx,
    );
    if (!rows[0]) {
      const message = `${email} is on the staff list already.`;
      throw new AppError("conflict", message, { fields: { email: message } });
    }
    const row = toStaffRow(rows[0]);
    await recordAudit(tx, {
      actor,
      action: "staff.add",
      subjectType: "staff",
      subjectId: row.id,
      subjectLabel: email,
      changes: { email: { from: null, to: email }, role: { from: null, to: role } },
      requestId: requestId ?? null,
    });
    return row;
  });
}
