import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Tx } from "#lib/db/with-role.ts";

/** The id of the set of that name, made where there is none; null for no name. */
export async function querySetId(
  tx: Tx,
  staff: Staff,
  name: string | null,
): Promise<string | null> {
  if (name === null) return null;
  await sql`insert into console.query_sets (name, created_by, created_by_label)
    values (${name}, ${staff.id}, ${staff.email}) on conflict (lower(name)) do nothing`.execute(tx);
  const { rows } = await sql<{ id: string }>`select id from console.query_sets
    where lower(name) = lower(${name}) limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}
