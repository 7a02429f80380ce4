import { sql } from "kysely";
import { env } from "#lib/env/env.ts";
import { AppError, sqlState } from "#lib/errors/app-error.ts";
import { otherEnvironment, readHome, refuseOtherTables } from "./database-home.ts";
import { type Migration, readMigrations } from "./migrations.ts";
import type { Db } from "./pool.ts";
import { appliedVersions, recordVersion } from "./schema-migrations.ts";
import { baseTableNames } from "./tables.ts";
import type { Tx } from "./with-role.ts";

/**
 * Applies what is missing, each file in one transaction, and returns the versions applied.
 * Remembers the environment at the first migration and refuses a database of another one.
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrations = readMigrations();
  const applied: string[] = [];
  const there = await inTurn(db, async (tx) => {
    await refuseOtherEnvironment(tx);
    return appliedVersions(tx, migrations);
  }).catch(explainMissingRights);
  for (const migration of migrations.filter(({ version }) => !there.has(version)))
    if (await inTurn(db, (tx) => apply(tx, migration, migrations))) applied.push(migration.version);
  await inTurn(db, (tx) => remember(tx));
  return applied;
}

/** One transaction at a time over all programs: a lock of the transaction, so poolers are fine. */
function inTurn<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('statement_timeout', '0', true),
      pg_advisory_xact_lock(hashtextextended('corpus-console migrations', 0))`.execute(tx);
    return work(tx);
  });
}

async function apply(tx: Tx, migration: Migration, all: Migration[]): Promise<boolean> {
  if ((await appliedVersions(tx, all)).has(migration.version)) return false;
  try {
    // Without parameters this goes as one simple query, which may hold many statements.
    await sql.raw(migration.text).execute(tx);
  } catch (error) {
    const reason =
      sqlState(error) === "55P03"
        ? "another program holds a lock on a table. Try again in a moment."
        : error instanceof Error
          ? error.message
          : String(error);
    throw new AppError(
      "unavailable",
      `Migration ${migration.version}_${migration.name} was not applied: ${reason}`,
      { cause: error },
    );
  }
  await recordVersion(tx, migration, all);
  return true;
}

function explainMissingRights(error: unknown): never {
  if (sqlState(error) !== "42501") throw error;
  throw new AppError(
    "forbidden",
    "This login may not migrate the database. Use the login that owns the tables in DATABASE_URL.",
    { cause: error },
  );
}

async function refuseOtherEnvironment(tx: Tx): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('console.settings') is not null as there`.execute(tx);
  if (!rows[0]?.there) return;
  const { environment, tables } = await readHome(tx);
  if (environment !== undefined && environment !== env().environment)
    throw otherEnvironment(environment);
  refuseOtherTables(tables);
}

/** What must not change afterwards: the environment, and the tables that the migrations were applied to. */
async function remember(tx: Tx): Promise<void> {
  const tables = JSON.stringify(baseTableNames());
  await sql`insert into console.settings (key, value)
    values ('environment', to_jsonb(${env().environment}::text)), ('base_tables', ${tables}::jsonb)
    on conflict (key) do nothing`.execute(tx);
}
