import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";

/** Runs that were asked for and have not ended. */
export function countActiveRuns(db: Db): Promise<number> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<{ active: number }>`select count(*)::int as active
      from console.runs where finished_at is null`.execute(tx);
    return rows[0]?.active ?? 0;
  });
}
