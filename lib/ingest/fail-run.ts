import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";

/** Marks runs failed unless they have ended; what they left undone stays as it is. Returns how many. */
export async function failRuns(tx: Tx, runIds: string[], message: string): Promise<number> {
  const { rows } = await sql<{
    id: string;
  }>`update console.runs set state = 'failed', finished_at = now(),
      errors = greatest(errors, 1), error_message = ${message}
    where id = any(${runIds}::uuid[]) and finished_at is null returning id`.execute(tx);
  const failed = rows.map(({ id }) => id);
  await sql`update console.run_plan_items set state = 'cancelled', worker = null, fence = fence + 1
    where run_id = any(${failed}::uuid[]) and state in ('planned', 'working')`.execute(tx);
  return failed.length;
}
