import { sql } from "kysely";
import { AppError, sqlState } from "#lib/errors/app-error.ts";
import { loginStrength } from "./login-strength.ts";
import type { Db } from "./pool.ts";
import { databaseRoles } from "./with-role.ts";

/**
 * Lets a login step down to the four roles, without inheriting them, and returns warnings about a
 * login that is stronger than it should be. The login itself is not altered.
 */
export async function grantLogin(db: Db, login: string): Promise<string[]> {
  const warnings = await loginStrength(db, login);
  if (!warnings)
    throw new AppError(
      "not_found",
      `There is no login ${login} in this database. Make it first: create role ${login} login noinherit password '…'`,
    );
  await requireRoles(db);
  const { rows } = await sql<{ version: number }>`
    select current_setting('server_version_num')::int as version`.execute(db);
  const options = (rows[0]?.version ?? 0) >= 160_000 ? sql` with inherit false, set true` : sql``;
  try {
    for (const role of databaseRoles)
      await sql`grant ${sql.id(role)} to ${sql.id(login)}${options}`.execute(db);
  } catch (error) {
    if (sqlState(error) !== "42501") throw error;
    throw new AppError(
      "forbidden",
      "This login may not grant the console's roles. Use the login that ran the migrations.",
      { cause: error },
    );
  }
  return warnings;
}

async function requireRoles(db: Db): Promise<void> {
  const { rows } = await sql<{ there: number }>`
    select count(*)::int as there from pg_roles where rolname = any(${[...databaseRoles]})`.execute(
    db,
  );
  if (rows[0]?.there !== databaseRoles.length)
    throw new AppError(
      "unavailable",
      "The console's roles are not there yet. Run: npx pnpm db:migrate",
    );
}
