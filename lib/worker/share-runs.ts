import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { givenUp } from "#lib/ingest/given-up.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";
import { countWorkers } from "#lib/jobs/read-workers.ts";

// Fewer documents than this are done before another worker has started.
const worthHelp = 16;

/**
 * Sends a job for each run on which another worker could help: many of its documents wait, and fewer workers are at
 * it than there are. So a run is shared from its plan on, by workers that come later too.
 */
export function shareRuns(db: Db): Promise<number> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    const { live } = await countWorkers(tx);
    const { rows } = await sql<{ id: string }>`select r.id from console.runs r
      where r.state = 'running' and r.planned_at is not null and r.finished_at is null
        and (select count(*) from (select 1 from console.run_plan_items i
          where i.run_id = r.id and i.state = 'planned' limit ${worthHelp}) waiting) = ${worthHelp}
        and (select count(*) from console.run_leases l
            where l.run_id = r.id and l.lease_until > now() + interval '4 seconds')
          + (select count(*) from pgboss.job j where j.name = 'runs' and j.state < 'active'
            and j.data ->> 'runId' = r.id::text) < ${live}
        -- Where workers gave up, more of them would fare no better.
        and not ${givenUp}`.execute(tx);
    for (const { id } of rows)
      await enqueueJob(tx, "runs", { runId: id }, { singleton: `${id} help` });
    return rows.length;
  });
}
