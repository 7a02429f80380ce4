import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { Role, StaffRow } from "./schemas.ts";

export const staffColumns = sql`id, user_id, email, role, created_at, row_version as version`;

export type StaffRecord = {
  id: string;
  user_id: string | null;
  email: string;
  role: Role;
  created_at: Date;
  version: string;
};

export function toStaffRow(record: StaffRecord): StaffRow {
  return {
    id: record.id,
    userId: record.user_id,
    email: record.email,
    role: record.role,
    createdAt: record.created_at.toISOString(),
    version: Number(record.version),
  };
}

/**
 * Loads one row for a change, after locking every admin's row in one order: of two changes that
 * would each leave one admin, the second waits and then sees the first. Throws 404 and 409.
 */
export async function loadForChange(
  tx: Tx,
  id: string,
  version: number | undefined,
): Promise<{ row: StaffRow; admins: number }> {
  const admins = await sql<{ id: string }>`select id from console.staff
    where role = 'admin' order by id for update`.execute(tx);
  const { rows } = await sql<StaffRecord>`select ${staffColumns} from console.staff
    where id = ${id} for update`.execute(tx);
  if (!rows[0]) throw new AppError("not_found", "This person is not on the staff list any more.");
  const row = toStaffRow(rows[0]);
  if (version !== undefined && version !== row.version)
    throw new AppError("conflict", `Somebody else changed ${row.email} meanwhile. Look again.`, {
      details: row,
    });
  return { row, admins: admins.rows.length };
}

/** The list must never be without an admin: nobody could add one again but from the server. */
export function refuseLastAdmin(row: StaffRow, admins: number): void {
  if (row.role === "admin" && admins <= 1)
    throw new AppError(
      "conflict",
      `${row.email} is the last admin. Make another person admin first.`,
    );
}
