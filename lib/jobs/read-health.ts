import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { readWorkers } from "./read-workers.ts";

export type PartState = "ok" | "down" | "none" | "unknown";
export type Health = { database: PartState; queue: PartState; worker: PartState };

/** Whether the database answers, the queue is set up, and a worker takes jobs. Never throws. */
export async function readHealth(db: Db): Promise<Health> {
  try {
    const queue = await withRole(
      db,
      "perazzi_read",
      async (tx) => {
        const { rows } = await sql<{ there: boolean }>`select exists (select 1 from pg_class c
          join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'pgboss' and c.relname = 'job') as there`.execute(
          tx,
        );
        return rows[0]?.there ? ("ok" as const) : ("down" as const);
      },
      { timeoutMs: 2_000 },
    );
    const { live } = await readWorkers(db);
    return { database: "ok", queue, worker: live > 0 ? "ok" : "none" };
  } catch {
    return { database: "down", queue: "unknown", worker: "unknown" };
  }
}
