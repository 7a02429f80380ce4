import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { type BudgetSpent, readBudget } from "#lib/embed/budget.ts";

/** Lets a filling stand still until tokens are left. */
export async function holdShadow(
  db: Db,
  setId: string,
  { message, tokens }: BudgetSpent,
): Promise<void> {
  await withRole(db, "perazzi_ingest", (tx) =>
    sql`update console.shadow_sets set held_tokens = ${tokens}, error_message = ${message}
      where id = ${setId} and state = 'filling'`.execute(tx),
  );
}

/** Lets fillings go on whose next request fits into today's budget again. */
export async function releaseShadows(tx: Tx): Promise<void> {
  const held =
    await sql`select 1 from console.shadow_sets where held_tokens is not null limit 1`.execute(tx);
  if (held.rows.length === 0) return;
  const { tokens, spent } = await readBudget(tx);
  await sql`update console.shadow_sets set held_tokens = null, error_message = null
    where held_tokens is not null
      and (${tokens}::bigint is null or ${spent}::bigint + held_tokens <= ${tokens}::bigint)`.execute(
    tx,
  );
}
