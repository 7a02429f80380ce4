import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

/** The database's time to the microsecond: cut to the millisecond it could come before a write that it follows. */
export async function databaseClock(db: Db): Promise<string> {
  const { rows } = await sql<{ at: string }>`
    select to_json(clock_timestamp()) #>> '{}' as at`.execute(db);
  return rows[0]?.at ?? "";
}
