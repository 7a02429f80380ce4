import type { Db } from "#lib/db/pool.ts";
import { runScan } from "#lib/guardrail/run-scan.ts";
import { cleanDocument } from "#lib/ingest/clean-document.ts";
import type { JobPayload } from "#lib/jobs/schemas.ts";
import type { JobContext } from "#lib/jobs/work-queues.ts";

/** Searches what is stored, or cleans a document whose pricing flag was switched on. */
export async function workGuardrail(
  db: Db,
  payload: JobPayload<"guardrail">,
  { signal }: JobContext,
): Promise<void> {
  if (payload.task === "clean") await cleanDocument(db, payload.documentId);
  else await runScan(db, payload.scanId, { signal });
}
