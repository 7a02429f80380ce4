import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { Staff } from "./schemas.ts";

/** What a verified answer of the Auth server says about a person. */
export type VerifiedUser = { id: string; email: string | undefined; emailConfirmed: boolean };

/**
 * The staff row of a verified user, or undefined for a stranger. The e-mail address counts only
 * once: the first sign-in with a confirmed address binds the row to the user id.
 */
export function findStaff(db: Db, user: VerifiedUser): Promise<Staff | undefined> {
  return withRole(db, "perazzi_console", async (tx) => {
    const bound = await sql<Staff>`select id, user_id as "userId", email, role
      from console.staff where user_id = ${user.id}`.execute(tx);
    if (bound.rows[0]) return bound.rows[0];
    if (!user.email || !user.emailConfirmed) return undefined;
    const made = await sql<Staff>`
      update console.staff set user_id = ${user.id}
      where email = lower(btrim(${user.email})) and user_id is null
      returning id, user_id as "userId", email, role`.execute(tx);
    const staff = made.rows[0];
    if (!staff) return undefined;
    await recordAudit(tx, {
      actor: staff,
      action: "staff.bind",
      subjectType: "staff",
      subjectId: staff.id,
      subjectLabel: staff.email,
      changes: { userId: { from: null, to: user.id } },
    });
    return staff;
  });
}
