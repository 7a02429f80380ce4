import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";

type Claim = { actor: string; key: string; route: string; bodyHash: string };
type Row = { route: string; bodyHash: string; status: number | null; response: unknown };

/**
 * Claims a key for this request: undefined when the work is ours to do, else the stored answer.
 * Throws 422 for another request under the same key, 409 while the first one is still at work.
 */
export function claimKey(
  db: Db,
  claim: Claim,
): Promise<{ status: number; response: unknown } | undefined> {
  return withRole(db, "perazzi_console", async (tx) => {
    // A day is the key's life; a claim without an answer after 5 minutes belongs to a dead server.
    await sql`delete from console.idempotency_keys where created_at < now() - interval '1 day'
      or (actor = ${claim.actor} and key = ${claim.key} and status is null
        and created_at < now() - interval '5 minutes')`.execute(tx);
    const made = await sql`insert into console.idempotency_keys (actor, key, route, body_hash)
      values (${claim.actor}, ${claim.key}, ${claim.route}, ${claim.bodyHash})
      on conflict do nothing returning key`.execute(tx);
    if (made.rows.length > 0) return undefined;
    const { rows } = await sql<Row>`select route, body_hash as "bodyHash", status, response
      from console.idempotency_keys where actor = ${claim.actor} and key = ${claim.key}`.execute(
      tx,
    );
    const row = rows[0];
    if (row && (row.route !== claim.route || row.bodyHash !== claim.bodyHash))
      throw new AppError("invalid", "This Idempotency-Key was used for another request.");
    if (!row || row.status === null)
      throw new AppError("conflict", "The first request with this Idempotency-Key is at work.");
    return { status: row.status, response: row.response };
  });
}

export async function storeAnswer(
  db: Db,
  claim: Claim,
  status: number,
  response: unknown,
): Promise<void> {
  const json = response === null ? null : JSON.stringify(response);
  await withRole(db, "perazzi_console", (tx) =>
    sql`update console.idempotency_keys set status = ${status}, response = ${json}::jsonb
      where actor = ${claim.actor} and key = ${claim.key}`.execute(tx),
  );
}

/** After a failure the same key may be tried again. */
export async function dropKey(db: Db, claim: Claim): Promise<void> {
  await withRole(db, "perazzi_console", (tx) =>
    sql`delete from console.idempotency_keys
      where actor = ${claim.actor} and key = ${claim.key} and status is null`.execute(tx),
  );
}
