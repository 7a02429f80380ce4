import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { enqueueJob } from "./enqueue-job.ts";
import { type HousekeepingTask, housekeepingTasks } from "./schemas.ts";

/** Sends a job for each housekeeping task that is due; of several workers the first one does. */
export function scheduleTasks(db: Db): Promise<HousekeepingTask[]> {
  const names = Object.keys(housekeepingTasks);
  const seconds = Object.values(housekeepingTasks);
  return withRole(db, "perazzi_ingest", async (tx) => {
    const { rows } = await sql<{
      name: HousekeepingTask;
    }>`insert into console.periodic_tasks as t (name)
      select name from unnest(${names}::text[], ${seconds}::int[]) as due (name, seconds)
        where not exists (select 1 from console.periodic_tasks p
          where p.name = due.name and p.last_started_at > now() - make_interval(secs => due.seconds))
        order by name
      on conflict (name) do update set last_started_at = now()
        where t.last_started_at < now() - interval '1 second'
      returning name`.execute(tx);
    for (const { name } of rows)
      await enqueueJob(tx, "housekeeping", { task: name }, { singleton: name });
    return rows.map(({ name }) => name);
  });
}
