import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { logger } from "#lib/logger/logger.ts";

const everyMs = 10_000;

/** Says on the database's clock that this run is being worked, until the returned function is called. */
export function keepHeartbeat(db: Db, runId: string): () => void {
  const timer = setInterval(() => {
    withRole(db, "perazzi_ingest", (tx) =>
      sql`update console.runs set heartbeat_at = now() where id = ${runId} and finished_at is null`.execute(
        tx,
      ),
    ).catch((error) => logger.warn({ err: error, run: runId }, "the run's heartbeat failed"));
  }, everyMs);
  return () => clearInterval(timer);
}
