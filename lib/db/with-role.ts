import { sql, type Transaction } from "kysely";
import { BrokenCommit, isDatabaseAway } from "#lib/errors/app-error.ts";
import { openings } from "./opening-dialect.ts";
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

type RoleOptions = {
  readOnly?: boolean;
  timeoutMs?: number;
  /** All statements see the database as it stood at the first (repeatable read): for reading. */
  oneMoment?: boolean;
};

/**
 * Runs `work` in one transaction that has stepped down to `role`, with a statement timeout
 * (default 10 s). Settings are transaction-local, so transaction-mode poolers work; they go with BEGIN. Throws
 * BrokenCommit where the connection breaks during the commit.
 */
export async function withRole<T>(
  db: Db,
  role: DatabaseRole,
  work: (tx: Tx) => Promise<T>,
  { readOnly = role === "perazzi_read", timeoutMs = 10_000, oneMoment = false }: RoleOptions = {},
): Promise<T> {
  const settings = sql`select set_config('role', ${sql.lit(role)}, true), set_config('statement_timeout', ${sql.lit(String(timeoutMs))}, true),
    set_config('search_path', 'console, public, extensions', true),
    set_config('transaction_read_only', ${sql.lit(readOnly ? "on" : "off")}, true)`;
  let committing = false;
  const all = db.connection().execute((own) =>
    own.getExecutor().provideConnection(async (connection) => {
      const begun = own.transaction();
      const transaction = oneMoment ? begun.setIsolationLevel("repeatable read") : begun;
      openings.set(connection, settings.compile(own).sql);
      return transaction.execute(async (tx) => {
        // Still there: this connection's driver knows nothing of openings.
        if (openings.delete(connection)) await settings.execute(tx);
        const result = await work(tx);
        committing = !readOnly;
        return result;
      });
    }),
  );
  return all.catch((error: unknown) => {
    if (!committing || !isDatabaseAway(error)) throw error;
    throw new BrokenCommit(error);
  });
}
