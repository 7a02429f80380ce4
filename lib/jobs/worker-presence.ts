import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";

/** Says that this worker takes jobs; entries of workers gone for a minute are dropped. */
export async function recordPresence(db: Db, workerId: string): Promise<void> {
  await withRole(db, "perazzi_ingest", async (tx) => {
    await sql`insert into console.settings (key, value)
      values ('workers', jsonb_build_object(${workerId}::text, now()))
      on conflict (key) do update set updated_at = now(), value = (
        select coalesce(jsonb_object_agg(w.key, w.value), '{}') from jsonb_each_text(settings.value) w
        where w.value::timestamptz > now() - interval '1 minute') || excluded.value`.execute(tx);
  });
}

/** Takes this worker's name off the list. */
export async function forgetPresence(db: Db, workerId: string): Promise<void> {
  await withRole(db, "perazzi_ingest", async (tx) => {
    await sql`update console.settings set value = value - ${workerId}::text, updated_at = now()
      where key = 'workers'`.execute(tx);
  });
}
