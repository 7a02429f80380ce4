import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { type JobPayload, jobPayloads, type QueueName } from "./schemas.ts";

/**
 * Sends a job in the caller's transaction (role perazzi_curate, perazzi_console or perazzi_ingest) and returns
 * its id. With `singleton`, a job of that name which still waits is returned instead of a second one.
 */
export async function enqueueJob<Q extends QueueName>(
  tx: Tx,
  queue: Q,
  payload: JobPayload<Q>,
  { singleton }: { singleton?: string } = {},
): Promise<string> {
  const data = JSON.stringify(jobPayloads[queue].parse(payload));
  const { rows } = await sql<{ id: string }>`select console.enqueue_job(${queue}, ${randomUUID()},
    ${data}::jsonb, ${singleton ?? null}) as id`.execute(tx);
  return rows[0]?.id ?? "";
}
