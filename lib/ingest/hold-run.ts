import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { type BudgetSpent, readBudget } from "#lib/embed/budget.ts";
import { insertEvents } from "./run-events.ts";

/** Lets a run stand still, as it is, until tokens are left; of several workers the first one says so. */
export function holdRun(db: Db, runId: string, { message, tokens }: BudgetSpent): Promise<void> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    const { rows } = await sql`update console.runs set state = 'queued', held_by = 'budget',
        held_tokens = ${tokens}, problem = ${message}, problem_at = now()
      where id = ${runId} and state = 'running' returning id`.execute(tx);
    if (rows.length > 0)
      await insertEvents(tx, runId, [{ action: "hold", level: "warning", path: null, message }]);
  });
}

/** Lets runs go on whose next request fits into today's budget again. */
export async function releaseHeld(tx: Tx): Promise<void> {
  const held = await sql`select 1 from console.runs
    where held_by = 'budget' and finished_at is null limit 1`.execute(tx);
  if (held.rows.length === 0) return;
  const { tokens, spent } = await readBudget(tx);
  await sql`update console.runs set held_by = null, held_tokens = null, problem = null
    where held_by = 'budget' and finished_at is null
      and (${tokens}::bigint is null or ${spent}::bigint + held_tokens <= ${tokens}::bigint)`.execute(
    tx,
  );
}

/** Notes why a run does not get on, for its page; the next progress takes it away. */
export async function noteProblem(db: Db, runId: string, message: string): Promise<void> {
  await withRole(db, "perazzi_ingest", async (tx) => {
    await sql`update console.runs set problem = ${message}, problem_at = now()
      where id = ${runId} and finished_at is null`.execute(tx);
  });
}
