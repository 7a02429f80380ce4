import { sql } from "kysely";
import { baseTableNames, baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";

/** Above this the planner's figure will do. */
const countedUpTo = 20_000;

/** Rows of a base table: counted while few, of many as the planner knows them. */
export async function tableSize(tx: Tx, table: "documents" | "chunks"): Promise<number> {
  const name = baseTableNames()[table === "documents" ? 0 : 1];
  const { rows } = await sql<{ rows: number }>`
    select case when c.reltuples > ${countedUpTo} then c.reltuples::float8
      else (select count(*) from ${baseTables()[table]}) end as rows
    from pg_class c where c.oid = to_regclass(${name})`.execute(tx);
  return Math.max(1, rows[0]?.rows ?? 1);
}
