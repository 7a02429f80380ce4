import { sql } from "kysely";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { sqlState } from "#lib/errors/app-error.ts";
import { failItem } from "./finish-item.ts";
import type { RunSession } from "./run-session.ts";

/** One document of a run that this program works. */
export type RunItem = {
  itemId: string;
  fence: string;
  path: string;
  formerPath: string | null;
  documentId: string | null;
  action: "new" | "update" | "repair" | "remove" | "re-embed";
  reason: string | null;
  checksum: string | null;
  version: string | null;
  attempts: number;
  races: number;
};

// A document whose workers died: tried alone from the third attempt on, given up after the fifth.
const suspect = 2;
const mostAttempts = 5;

const gaveUp =
  "The worker stopped each time it came to this document. The document keeps what it had; look at the worker's log.";

/** Takes the next documents under this program's lease; none where all are done or others have them. */
export async function takeItems(session: RunSession, most: number): Promise<RunItem[]> {
  try {
    const taken = await withRole(session.db, "perazzi_ingest", async (tx) => {
      await freeItems(tx);
      return take(tx, session, most);
    });
    const [first] = taken;
    if (first && first.attempts > mostAttempts) {
      await failItem(session, first, gaveUp);
      return takeItems(session, most);
    }
    return taken;
  } catch (error) {
    // Another run took one of these documents in the same moment.
    if (sqlState(error) === "23505") return [];
    throw error;
  }
}

/** Frees what programs held whose lease has ended. */
export async function freeItems(tx: Tx): Promise<void> {
  await sql`update console.run_plan_items i set state = 'planned', worker = null, fence = fence + 1
    where i.id in (select w.id from console.run_plan_items w where w.state = 'working' and not exists (
        select 1 from console.run_leases l
        where l.run_id = w.run_id and l.worker = w.worker and l.lease_until > now())
      for update skip locked)`.execute(tx);
}

async function take(tx: Tx, { run, worker }: RunSession, most: number): Promise<RunItem[]> {
  const { rows } = await sql<RunItem>`
    with least as (
      select min(attempts) as attempts from console.run_plan_items where run_id = ${run.id} and state = 'planned'
    ), next as (
      select i.id from console.run_plan_items i, least
      where i.run_id = ${run.id} and i.state = 'planned' and i.attempts = least.attempts
        and not exists (select 1 from console.run_plan_items o where o.path = i.path and o.state = 'working')
      order by i.ordinal limit (select case when attempts >= ${suspect} then 1 else ${most}::int end from least)
      for update of i skip locked
    )
    update console.run_plan_items i set state = 'working', worker = ${worker}, fence = fence + 1, attempts = i.attempts + 1
    from next where i.id = next.id
      and exists (select 1 from console.runs r where r.id = i.run_id and r.state = 'running')
      and exists (select 1 from console.run_leases l where l.run_id = i.run_id and l.worker = ${worker})
    returning i.id as "itemId", i.fence, i.path, i.former_path as "formerPath", i.document_id as "documentId", i.action,
      i.reason, i.file_checksum as checksum, i.planned_version as version, i.attempts, i.races, i.ordinal`.execute(
    tx,
  );
  return rows.sort((a, b) => Number(a.itemId) - Number(b.itemId));
}

/** How many documents of the run are neither done nor failed, whoever has them. */
export function countOpen({ db, run }: RunSession): Promise<number> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    const { rows } = await sql<{
      open: number;
    }>`select count(*)::int as open from console.run_plan_items
      where run_id = ${run.id} and state in ('planned', 'working')`.execute(tx);
    return rows[0]?.open ?? 0;
  });
}
