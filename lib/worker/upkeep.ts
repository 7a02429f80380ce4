import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";

/** Takes out of retrieval what ended by date and brings in what began. Returns the documents settled. */
export function settleDates(db: Db): Promise<number> {
  return withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      const { rows } = await sql<{
        settled: number;
      }>`select console.settle_dates() as settled`.execute(tx);
      return rows[0]?.settled ?? 0;
    },
    { timeoutMs: 60_000 },
  );
}

/** Marks a run failed, unless it has ended. */
export async function failRun(db: Db, runId: string, message: string): Promise<void> {
  await withRole(db, "perazzi_ingest", async (tx) => {
    await sql`update console.runs set state = 'failed', finished_at = now(), errors = greatest(errors, 1),
        error_message = ${message}
      where id = ${runId} and finished_at is null`.execute(tx);
  });
}

/**
 * Ends the runs that nobody works any more: the job was set aside because its workers died each
 * time, or the command that ran it is gone. Returns how many.
 */
export function failAbandonedRuns(db: Db): Promise<number> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    const setAside = await sql`update console.runs r
      set state = 'failed', finished_at = now(), errors = greatest(r.errors, 1),
        error_message = 'The worker stopped each time it tried this run. What was written before stays; look at the worker''s log, then start a new run.'
      from pgboss.job j
      where r.finished_at is null and j.name = 'runs' and j.state = 'failed' and j.data->>'runId' = r.id::text`.execute(
      tx,
    );
    const silent = await sql`update console.runs r
      set state = 'failed', finished_at = now(), errors = greatest(r.errors, 1),
        error_message = 'The program that worked this run is gone. What was written before stays; start a new run.'
      where r.finished_at is null and r.heartbeat_at < now() - interval '2 minutes'
        and not exists (select 1 from pgboss.job j where j.name = 'runs' and j.state < 'completed'
          and j.data->>'runId' = r.id::text)`.execute(tx);
    return Number(setAside.numAffectedRows ?? 0) + Number(silent.numAffectedRows ?? 0);
  });
}
