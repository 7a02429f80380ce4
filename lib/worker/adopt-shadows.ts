import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { failShadow } from "#lib/ingest/shadow/fail-shadow.ts";
import { releaseShadows } from "#lib/ingest/shadow/hold-shadow.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";

type Orphan = { id: string; state: "filling" | "promoting"; set_aside: boolean };

const diedEachTime =
  "The worker stopped each time it tried. What is served is as it was; look at the worker's log, then try again.";

/** Looks after sets that are to be worked on and have no job: sends one, or ends it where its workers died each time. */
export async function adoptShadows(db: Db): Promise<void> {
  const { rows } = await withRole(db, "perazzi_ingest", async (tx) => {
    await releaseShadows(tx);
    return sql<Orphan>`select s.id, s.state, exists (select 1 from pgboss.job j where j.name = 'shadow'
        and j.state = 'failed' and j.data ->> 'setId' = s.id::text and j.completed_on > now() - interval '1 minute') as set_aside
      from console.shadow_sets s
      where s.state in ('filling', 'promoting') and s.held_tokens is null and not exists (
        select 1 from pgboss.job j where j.name = 'shadow' and j.state < 'completed' and j.data ->> 'setId' = s.id::text)`.execute(
      tx,
    );
  });
  for (const { id, state, set_aside } of rows) {
    if (set_aside) {
      const to = state === "filling" ? "failed" : "resting";
      await failShadow(db, id, { during: state, to, message: diedEachTime });
      continue;
    }
    const task = state === "filling" ? "fill" : "promote";
    await withRole(db, "perazzi_ingest", (tx) =>
      enqueueJob(tx, "shadow", { task, setId: id }, { singleton: `${task} ${id}` }),
    );
  }
}
