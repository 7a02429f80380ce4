import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#lib/db/with-role.ts";

const limit = z.number().int().min(0).catch(500);

/** Above so many rows an owner's change set waits for an admin: the setting `change_set_rows_without_admin`, else 500. */
export async function readApprovalLimit(tx: Tx): Promise<number> {
  const { rows } = await sql<{ value: unknown }>`
    select value from console.settings where key = 'change_set_rows_without_admin'`.execute(tx);
  return limit.parse(rows[0]?.value);
}

const tokens = z.number().int().min(0).catch(100_000);

/** What an edit may make a run embed without an admin's word: the setting `edit_tokens_without_admin`, else 100,000. */
export async function readTokenLimit(tx: Tx): Promise<number> {
  const { rows } = await sql<{ value: unknown }>`
    select value from console.settings where key = 'edit_tokens_without_admin'`.execute(tx);
  return tokens.parse(rows[0]?.value);
}
