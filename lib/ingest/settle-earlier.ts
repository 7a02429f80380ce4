import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";

/** SQL: the item `i` of the run `r` is one that a retry would take. */
export const leftToRetry = sql<boolean>`(i.path is not null and i.settled_by is null
  and (i.state = 'failed' or r.state = 'failed' and i.state <> 'done'))`;

/** What failed, or was left undone, in the runs that this one tries again needs nothing any more. */
export async function settleEarlier(tx: Tx, runId: string, paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  await sql`with recursive earlier as (
      select retry_of as id from console.runs where id = ${runId} and retry_of is not null
      union select r.retry_of from console.runs r join earlier e on e.id = r.id where r.retry_of is not null
    )
    update console.run_plan_items i set settled_by = ${runId} from earlier e
    where i.run_id = e.id and i.path = any(${paths}::text[]) and i.state in ('failed', 'cancelled')
      and i.settled_by is null`.execute(tx);
}
