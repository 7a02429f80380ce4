import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { executeRun } from "#lib/ingest/run-ingest.ts";
import { runJobSchema } from "#lib/jobs/schemas.ts";
import type { JobHandler } from "#lib/jobs/work-queue.ts";
import { logger } from "#lib/logger/logger.ts";

/** What to do with a job of the run queue. A run that recorded its own failure is not tried again. */
export function runJobHandler(db: Db): JobHandler {
  return async (payload, signal) => {
    const { runId } = runJobSchema.parse(payload);
    try {
      await executeRun(db, runId, { signal });
    } catch (error) {
      if (signal.aborted || !(await runHasEnded(db, runId))) throw error;
      logger.error({ err: error, run: runId }, "run failed");
    }
  };
}

function runHasEnded(db: Db, runId: string): Promise<boolean> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<{ ended: boolean }>`select finished_at is not null as ended
      from console.runs where id = ${runId}`.execute(tx);
    return rows[0]?.ended ?? false;
  });
}
