import { sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { type Asked, askedSchema } from "./schemas.ts";

const kept = 300;

/** Puts a question on top of this person's own history; asked again it moves up. The last 300 are kept. */
export async function recordAsked(db: Db, staff: Staff, input: Asked): Promise<void> {
  permit(staff, "read");
  const { text, context, lanes } = askedSchema.parse(input);
  await withRole(db, "perazzi_console", async (tx) => {
    await sql`
      insert into console.query_history (staff_id, text, context, lanes)
      values (${staff.id}, ${text}, ${JSON.stringify(context)}::jsonb, ${JSON.stringify(lanes)}::jsonb)
      on conflict (staff_id, md5(text)) do update set asked_at = now(), times = query_history.times + 1,
        context = excluded.context, lanes = excluded.lanes`.execute(tx);
    await sql`delete from console.query_history where id in (
      select id from console.query_history where staff_id = ${staff.id}
      order by asked_at desc, id desc offset ${kept} limit 100)`.execute(tx);
  });
}
