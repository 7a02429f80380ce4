import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { failRuns } from "#lib/ingest/fail-run.ts";
import { givenUp } from "#lib/ingest/given-up.ts";
import { releaseHeld } from "#lib/ingest/hold-run.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";

const diedEachTime =
  "The worker stopped each time it tried this run. What was written before stays; look at the worker's log, then start a new run.";

/**
 * Looks after runs that nobody works any more: one whose program is gone (a command that was killed) gets a job,
 * so that a worker takes it up; one whose workers died each time, with nothing achieved, ends.
 */
export function adoptRuns(db: Db): Promise<{ adopted: number; ended: number }> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    await releaseHeld(tx);
    const { rows } = await sql<{ id: string; set_aside: boolean }>`
      select r.id, a.set_aside
      from console.runs r cross join lateral (select ${givenUp} as set_aside) a
      where r.finished_at is null and r.state <> 'waiting for approval' and r.held_by is null
        and (a.set_aside
          or coalesce(r.heartbeat_at, r.created_at + interval '1 minute') < now() - interval '5 seconds')
        and not exists (select 1 from console.run_leases l where l.run_id = r.id and l.lease_until > now())
        and not exists (select 1 from pgboss.job j where j.name = 'runs' and j.state < 'completed'
          and j.data ->> 'runId' = r.id::text)`.execute(tx);
    const orphans = rows.filter(({ set_aside }) => !set_aside);
    for (const { id } of orphans) await enqueueJob(tx, "runs", { runId: id }, { singleton: id });
    const ended = await failRuns(
      tx,
      rows.flatMap(({ id, set_aside }) => (set_aside ? [id] : [])),
      diedEachTime,
    );
    return { adopted: orphans.length, ended };
  });
}
