import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { logger } from "#lib/logger/logger.ts";
import { cancelOpen } from "./cancel-open.ts";
import { countRun } from "./count-run.ts";
import { insertEvents } from "./run-events.ts";
import type { RunState } from "./runs-schemas.ts";

/** How often a worker says that it lives and counts the run's figures: a page is that much behind, beside its own pace. */
export const beatEveryMs = 500;
// A dead program's work is free after this; with the second until somebody looks it is within 15 s.
const leaseSeconds = 8;

/** Holds, or goes on holding, a lease on the run, by the database's clock. */
export async function takeLease(tx: Tx, runId: string, worker: string): Promise<void> {
  await sql`insert into console.run_leases (run_id, worker, environment, lease_until)
    values (${runId}, ${worker}, ${env().environment}, now() + make_interval(secs => ${leaseSeconds}))
    on conflict (run_id, worker) do update set lease_until = excluded.lease_until`.execute(tx);
}

/** Keeps the lease and the run's figures up to date until told to stop; says each time in what state the run is. */
export function keepLease(
  db: Db,
  { runId, worker }: { runId: string; worker: string },
  onState: (state: RunState) => void,
): () => void {
  let busy = false;
  const beat = async () => {
    if (busy) return;
    busy = true;
    try {
      onState(
        await withRole(db, "perazzi_ingest", async (tx) => {
          // In one order for everybody: the run first, then its leases.
          await sql`select 1 from console.runs where id = ${runId} for no key update`.execute(tx);
          await takeLease(tx, runId, worker);
          await noteSilent(tx, runId);
          return countRun(tx, runId);
        }),
      );
    } catch (error) {
      logger.warn({ err: error, run: runId }, "the run's heartbeat failed");
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void beat(), beatEveryMs);
  return () => clearInterval(timer);
}

/** Says in the run that programs fell silent in the middle of their work, once for each; the caller holds the run. */
export async function noteSilent(tx: Tx, runId: string): Promise<void> {
  const { rows } = await sql`delete from console.run_leases
    where run_id = ${runId} and lease_until < now() returning worker`.execute(tx);
  if (rows.length === 0) return;
  await sql`update console.runs set taken_up = taken_up + ${rows.length}, taken_up_at = now()
    where id = ${runId}`.execute(tx);
  const who = rows.length === 1 ? "A worker" : `${rows.length} workers`;
  const message = `${who} fell silent in the middle of the work. What was unfinished is taken up again; what was stored is not bought again.`;
  await insertEvents(tx, runId, [{ action: "take up", level: "warning", path: null, message }]);
}

/**
 * Gives back what this program holds of the run, with no attempt counted; the last one to leave a run that
 * is being cancelled ends it. Returns the run's state.
 */
export function endLease(db: Db, runId: string, worker: string): Promise<RunState> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    await sql`select 1 from console.runs where id = ${runId} for no key update`.execute(tx);
    await sql`update console.run_plan_items set state = 'planned', worker = null, fence = fence + 1,
        attempts = greatest(attempts - 1, 0)
      where run_id = ${runId} and worker = ${worker} and state = 'working'`.execute(tx);
    await sql`delete from console.run_leases where run_id = ${runId} and worker = ${worker}`.execute(
      tx,
    );
    await noteSilent(tx, runId);
    const state = await countRun(tx, runId);
    const { rows } = await sql<{ others: boolean }>`select exists (select 1 from console.run_leases
      where run_id = ${runId} and lease_until > now()) as others`.execute(tx);
    return state === "cancelling" && !rows[0]?.others ? cancelOpen(tx, runId) : state;
  });
}
