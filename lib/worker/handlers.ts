import type { Db } from "#lib/db/pool.ts";
import { executeRun } from "#lib/ingest/run-ingest.ts";
import { runJobSchema } from "#lib/jobs/schemas.ts";
import type { JobHandler } from "#lib/jobs/work-queue.ts";

/** What to do with a job of the run queue. */
export function runJobHandler(db: Db): JobHandler {
  return async (payload, signal) => {
    const { runId } = runJobSchema.parse(payload);
    await executeRun(db, runId, { signal });
  };
}
