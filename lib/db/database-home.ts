import { sql } from "kysely";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { baseTableNames } from "./tables.ts";
import type { Tx } from "./with-role.ts";

/** What a database remembers of its first migration. */
type Home = { environment: string | undefined; tables: string[] | undefined };

export async function readHome(tx: Tx): Promise<Home> {
  const { rows } = await sql<{ key: string; value: unknown }>`
    select key, value from console.settings where key in ('environment', 'base_tables')`.execute(
    tx,
  );
  const value = (key: string) => rows.find((row) => row.key === key)?.value;
  // Both were written by the migration runner alone.
  return {
    environment: value("environment") as string | undefined,
    tables: value("base_tables") as string[] | undefined,
  };
}

/** The refusal that migration and programs share. */
export function otherEnvironment(found: string): AppError {
  return new AppError(
    "conflict",
    `This database belongs to the environment ${found}, but CONSOLE_ENVIRONMENT is ${env().environment}. Correct DATABASE_URL or CONSOLE_ENVIRONMENT.`,
  );
}

/** Triggers and policies stand on the tables of the first migration: other names would go unguarded. */
export function refuseOtherTables(found: string[] | undefined): void {
  const ours = baseTableNames();
  if (!found || found.join() === ours.join()) return;
  throw new AppError(
    "conflict",
    `This database was set up for the tables ${found.join(", ")}, but the environment names ${ours.join(", ")}. Correct PERAZZI_DOCUMENTS_TABLE, PERAZZI_CHUNKS_TABLE and PERAZZI_EMBEDDINGS_TABLE.`,
  );
}
