import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

/** More than a tick of the local stack's clock, which knows no less than a millisecond. */
const tickMs = 5;

/** The database's time to the microsecond, apart from whatever was written before and is written after. */
export async function databaseClock(db: Db): Promise<string> {
  await wait(tickMs);
  const { rows } = await sql<{ at: string }>`
    select to_json(clock_timestamp()) #>> '{}' as at`.execute(db);
  await wait(tickMs);
  return rows[0]?.at ?? "";
}
