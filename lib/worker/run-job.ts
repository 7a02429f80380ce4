import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { failRuns } from "#lib/ingest/fail-run.ts";
import { givenUp } from "#lib/ingest/given-up.ts";
import { executeRun } from "#lib/ingest/run-ingest.ts";
import type { JobPayload } from "#lib/jobs/schemas.ts";
import type { JobContext } from "#lib/jobs/work-queues.ts";
import { logger } from "#lib/logger/logger.ts";

const gaveUp =
  "This run failed each time it was tried. What was written before stays; look at the worker's log, then start a new run.";

/** Works a run. One that recorded its own failure is not tried again. */
export async function workRun(
  db: Db,
  { runId }: JobPayload<"runs">,
  { signal, progressed }: JobContext,
): Promise<void> {
  try {
    await executeRun(db, runId, { signal, progressed, canWait: true });
  } catch (error) {
    if (signal.aborted || !(await runHasEnded(db, runId))) throw error;
    logger.error({ err: error, run: runId }, "run failed");
  }
}

/** Ends a run whose job has used up its attempts, unless other workers are at it or it got on meanwhile. */
export async function giveUpRun(
  db: Db,
  { runId }: JobPayload<"runs">,
  error: unknown,
): Promise<void> {
  const own = error instanceof AppError ? error : undefined;
  const mayPass = !own || own.code === "unavailable" || own.code === "internal";
  await withRole(db, "perazzi_ingest", async (tx) => {
    const { rows } = await sql`select 1 from console.runs r where r.id = ${runId}
      and (${!mayPass}::boolean or ${givenUp})
      and not exists (select 1 from console.run_leases l where l.run_id = r.id and l.lease_until > now())
      and not exists (select 1 from pgboss.job j where j.name = 'runs' and j.state < 'completed'
        and j.data ->> 'runId' = r.id::text)`.execute(tx);
    if (rows.length > 0) await failRuns(tx, [runId], own?.message ?? gaveUp);
  });
}

function runHasEnded(db: Db, runId: string): Promise<boolean> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<{ ended: boolean }>`select finished_at is not null as ended
      from console.runs where id = ${runId}`.execute(tx);
    return rows[0]?.ended ?? false;
  });
}
