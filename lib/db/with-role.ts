import { sql, type Transaction } from "kysely";
import type { Db } from "./pool.ts";

/** The roles that transactions step down to; made by the migrations. */
export const databaseRoles = [
  "perazzi_read",
  "perazzi_curate",
  "perazzi_ingest",
  "perazzi_console",
] as const;

export type DatabaseRole = (typeof databaseRoles)[number];

// biome-ignore lint/complexity/noBannedTypes: Kysely wants an object type for "no tables declared".
export type Tx = Transaction<{}>;

type RoleOptions = { readOnly?: boolean; timeoutMs?: number };

/**
 * Runs `work` in one transaction that has stepped down to `role`, with a statement timeout
 * (default 10 s). Settings are transaction-local, so transaction-mode poolers work.
 */
export function withRole<T>(
  db: Db,
  role: DatabaseRole,
  work: (tx: Tx) => Promise<T>,
  { readOnly = role === "perazzi_read", timeoutMs = 10_000 }: RoleOptions = {},
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('role', ${role}, true), set_config('statement_timeout', ${String(timeoutMs)}, true),
      set_config('search_path', 'console, public, extensions', true),
      set_config('transaction_read_only', ${readOnly ? "on" : "off"}, true)`.execute(tx);
    return work(tx);
  });
}
