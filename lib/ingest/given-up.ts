import { sql } from "kysely";

/**
 * True for a run `r` of which a job was set aside, its workers having died each time, and nothing was achieved since
 * that job was sent: by no other worker either. A run that gets on is tried again, however many workers die.
 */
export const givenUp = sql<boolean>`exists (select 1 from pgboss.job j where j.name = 'runs' and j.state = 'failed'
  and j.data ->> 'runId' = r.id::text and j.created_on >= greatest(r.created_at, r.approved_at, r.planned_at,
    (select max(v.at) from console.run_previews v where v.run_id = r.id),
    (select max(i.finished_at) from console.run_plan_items i where i.run_id = r.id)))`;
