import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import type { RunState } from "./runs-schemas.ts";

/** Ends a run that is being cancelled: what was not done yet stays as it is. */
export async function cancelOpen(tx: Tx, runId: string): Promise<RunState> {
  await sql`update console.run_plan_items set state = 'cancelled', worker = null, fence = fence + 1
    where run_id = ${runId} and state in ('planned', 'working')`.execute(tx);
  await sql`update console.runs set state = 'cancelled', finished_at = now()
    where id = ${runId} and finished_at is null`.execute(tx);
  return "cancelled";
}
