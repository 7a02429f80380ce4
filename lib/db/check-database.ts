import { sql } from "kysely";
import { env } from "#lib/env/env.ts";
import { AppError, sqlState } from "#lib/errors/app-error.ts";
import { logger } from "#lib/logger/logger.ts";
import { otherEnvironment, readHome, refuseOtherTables } from "./database-home.ts";
import { loginStrength } from "./login-strength.ts";
import { readMigrations } from "./migrations.ts";
import type { Db } from "./pool.ts";
import { databaseRoles, withRole } from "./with-role.ts";

const oldestVector = [0, 8, 0] as const;

/** For the start of workers and commands: throws an AppError of one line that says what to do. */
export async function checkDatabase(db: Db): Promise<void> {
  await checkReachable(db);
  await checkFit(db);
  await checkMigrated(db);
  if (env().embedded || env().environment === "local") return;
  for (const warning of (await loginStrength(db)) ?? []) logger.warn(warning);
}

/** That there is a database that lets us in: for commands that make it ready. */
export async function checkReachable(db: Db): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    const refused = /^28|^3D/.test(sqlState(error) ?? "");
    throw new AppError(
      "unavailable",
      refused
        ? `The database refused the login or does not exist${code}. Check user, password and database name in DATABASE_URL.`
        : `The database cannot be reached${code}. Check DATABASE_URL and PGSSL_MODE, and that the server runs.`,
      { cause: error },
    );
  }
}

/** That it has what the console stands on, and is of this environment and these tables. */
export async function checkFit(db: Db): Promise<void> {
  await checkVector(db);
  await checkRoles(db);
  await checkHome(db);
}

async function checkVector(db: Db): Promise<void> {
  const { rows } = await sql<{ version: string }>`
    select extversion as version from pg_extension where extname = 'vector'`.execute(db);
  const version = rows[0]?.version;
  if (version === undefined)
    throw new AppError(
      "unavailable",
      "This database has no pgvector. Run: npx pnpm db:migrate (the server needs pgvector 0.8.0 or later installed)",
    );
  if (isOlder(version))
    throw new AppError(
      "unavailable",
      `This database has pgvector ${version}, but 0.8.0 or later is required. Update it: alter extension vector update`,
    );
}

function isOlder(version: string): boolean {
  const parts = version.split(/[.-]/).map(Number);
  for (const [index, wanted] of oldestVector.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return false;
}

async function checkRoles(db: Db): Promise<void> {
  const { rows } = await sql<{ role: string; usable: boolean; login: string }>`
    select rolname as role, current_user::text as login, pg_has_role(current_user, oid,
      case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) as usable
    from pg_roles where rolname = any(${[...databaseRoles]})`.execute(db);
  if (rows.length < databaseRoles.length) throw notMigrated();
  const closed = rows.find((row) => !row.usable);
  if (closed)
    throw new AppError(
      "unavailable",
      `The login ${closed.login} may not use the console's roles. Run as the owner: npx pnpm db:grant ${closed.login}`,
    );
}

async function checkHome(db: Db): Promise<void> {
  const { environment, tables } = await inReadRole(db, readHome);
  if (environment === undefined)
    throw new AppError(
      "unavailable",
      "This database does not say which environment it is. Run: npx pnpm db:migrate",
    );
  if (environment !== env().environment) throw otherEnvironment(environment);
  refuseOtherTables(tables);
}

async function checkMigrated(db: Db): Promise<void> {
  const applied = await inReadRole(db, async (tx) => {
    // Executed, because without usage on the extension's schema these types do not exist for the role.
    await sql`select '[1]'::halfvec, '[1]'::vector`.execute(tx);
    const { rows } = await sql<{ version: string }>`
      select version from console.applied_versions() version`.execute(tx);
    return new Set(rows.map((row) => row.version));
  });
  if (readMigrations().some(({ version }) => !applied.has(version))) throw notMigrated();
}

async function inReadRole<T>(db: Db, work: Parameters<typeof withRole<T>>[2]): Promise<T> {
  try {
    return await withRole(db, "perazzi_read", work);
  } catch (error) {
    // No such schema, table or function; or no right to it.
    if (/^(3F000|42P01|42883|42501)$/.test(sqlState(error) ?? "")) throw notMigrated(error);
    if (sqlState(error) === "42704")
      throw new AppError(
        "unavailable",
        "The console's roles cannot see pgvector's types. Grant them usage on the schema that holds the extension vector.",
        { cause: error },
      );
    throw error;
  }
}

function notMigrated(cause?: unknown): AppError {
  return new AppError(
    "unavailable",
    "The schema is not there or not up to date. Run: npx pnpm db:migrate",
    { cause },
  );
}
