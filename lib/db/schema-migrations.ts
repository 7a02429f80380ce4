import { sql } from "kysely";
import type { Migration } from "./migrations.ts";
import type { Tx } from "./with-role.ts";

// The Supabase CLI's own record, or ours where that one lists versions of another repository.
const shared = "supabase_migrations.schema_migrations";
const own = "console.schema_migrations";

type Row = { version: string; name: string | null };

/** The versions of ours that either record lists. */
export async function appliedVersions(tx: Tx, all: Migration[]): Promise<Set<string>> {
  const rows = [...(await read(tx, shared)), ...(await read(tx, own))];
  return new Set(rows.filter((row) => isOurs(row, all)).map((row) => row.version));
}

/** Records a version as the Supabase CLI does. */
export async function recordVersion(tx: Tx, migration: Migration, all: Migration[]): Promise<void> {
  const foreign = (await read(tx, shared)).some((row) => !isOurs(row, all));
  const table = foreign ? own : shared;
  await sql.raw(definition(table)).execute(tx);
  await sql`insert into ${sql.table(table)} (version, statements, name)
    values (${migration.version}, array[${migration.text}], ${migration.name})`.execute(tx);
}

async function read(tx: Tx, table: string): Promise<Row[]> {
  const { rows: columns } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped`.execute(tx);
  if (columns.length === 0) return [];
  const name = columns.some((column) => column.name === "name") ? "name" : "null::text as name";
  const { rows } = await sql<Row>`
    select version, ${sql.raw(name)} from ${sql.table(table)}`.execute(tx);
  return rows;
}

function isOurs(row: Row, all: Migration[]): boolean {
  return all.some(({ version, name }) => version === row.version && (row.name ?? name) === name);
}

function definition(table: string): string {
  const [schema] = table.split(".");
  return `create schema if not exists ${schema};
    create table if not exists ${table} (version text not null primary key);
    alter table ${table} add column if not exists statements text[], add column if not exists name text;
    ${table === own ? `alter table ${table} enable row level security;` : ""}`;
}
