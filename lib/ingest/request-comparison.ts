import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";

/** Asks a worker to compare files and manifest with the database now; what already waits is not asked twice. */
export function requestComparison(db: Db, actor: Actor): Promise<string> {
  permit(actor, "runs.start");
  const task = "compare files";
  return withRole(db, "perazzi_console", (tx) =>
    enqueueJob(tx, "housekeeping", { task }, { singleton: task }),
  );
}
