import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { logSettingsIn } from "./log-settings.ts";

const batch = 2_000;
const mostBatches = 200;

/**
 * Removes what was logged longer ago than the setting says, and former rows that no logged retrieval
 * returned. In short transactions: each takes a batch. Returns how many calls went.
 */
export async function cleanRetrievalLog(db: Db): Promise<number> {
  const calls = await repeat(() =>
    withRole(db, "perazzi_ingest", async (tx) => {
      const { retentionDays } = await logSettingsIn(tx);
      const before = sql`now() - ${retentionDays}::int * interval '1 day'`;
      const { numAffectedRows } = await sql`delete from console.retrieval_log
        where id in (select id from console.retrieval_log where at < ${before} order by at limit ${batch})`.execute(
        tx,
      );
      await sql`delete from console.retrieval_drops where at < ${before}`.execute(tx);
      return Number(numAffectedRows ?? 0);
    }),
  );
  await repeat(() =>
    withRole(db, "perazzi_ingest", async (tx) => {
      const { rows } = await sql<{
        pruned: number;
      }>`select console.prune_versions(${batch}) as pruned`.execute(tx);
      return rows[0]?.pruned ?? 0;
    }),
  );
  return calls;
}

async function repeat(one: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let round = 0; round < mostBatches; round++) {
    const done = await one();
    sum += done;
    if (done < batch) break;
  }
  return sum;
}
