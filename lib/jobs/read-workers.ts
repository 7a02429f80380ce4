import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";

type Workers = { live: number; lastSeenAt: string | null };

/** How many workers said within the last 15 s that they take jobs, and when one last did. */
export function readWorkers(db: Db): Promise<Workers> {
  return withRole(db, "perazzi_read", countWorkers);
}

/** The same, in the caller's transaction. */
export async function countWorkers(tx: Tx): Promise<Workers> {
  const { rows } = await sql<{ live: number; last_seen: Date | null }>`
      select (count(*) filter (where w.value::timestamptz > now() - interval '15 seconds'))::int as live,
        max(w.value::timestamptz) as last_seen
      from console.settings s, jsonb_each_text(s.value) w where s.key = 'workers'`.execute(tx);
  return { live: rows[0]?.live ?? 0, lastSeenAt: rows[0]?.last_seen?.toISOString() ?? null };
}
