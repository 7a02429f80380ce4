import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";

/** Asks for a search of everything stored; one that still waits or runs is returned instead. */
export async function requestScan(tx: Tx, requestedBy: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended('console guardrail scan', 0))`.execute(
    tx,
  );
  const { rows } = await sql<{
    id: string;
  }>`select id from console.guardrail_scans where finished_at is null
    and coalesce(heartbeat_at, requested_at) > now() - interval '15 minutes' order by requested_at desc limit 1`.execute(
    tx,
  );
  const under = rows[0]?.id;
  if (under) return under;
  const id = await recordScan(tx, requestedBy);
  await enqueueJob(tx, "guardrail", { task: "scan", scanId: id });
  return id;
}

/** A scan's row without a job: for a program that does it itself. */
export async function recordScan(tx: Tx, requestedBy: string): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`insert into console.guardrail_scans (requested_by_label)
    values (${requestedBy}) returning id`.execute(tx);
  return rows[0]?.id ?? "";
}
