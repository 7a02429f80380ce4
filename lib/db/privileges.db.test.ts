import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { emptyDatabase, makeRole } from "#lib/testing/emptied-database.ts";
import { readPrivileges } from "#lib/testing/privileges.ts";
import { migrate } from "./migrate.ts";
import { databaseRoles, type Tx } from "./with-role.ts";

// Changed on purpose? Look at the difference, then: npx vitest run --project db lib/db/privileges --update
const file = "privileges.matrix.json";
const hosted = ["anon", "authenticated", "service_role"];
const roles = [...hosted, ...databaseRoles];

let database: Awaited<ReturnType<typeof testDatabase>>;
let stranger: Awaited<ReturnType<typeof makeRole>>;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await emptyDatabase(db);
  for (const role of hosted)
    await sql
      .raw(
        `do $$ begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end $$`,
      )
      .execute(db);
  // As hosted Supabase has it: whatever is made in public is given to all three.
  await sql
    .raw(
      `alter default privileges in schema public grant all on tables to ${hosted.join(", ")};
       alter default privileges in schema public grant all on functions to ${hosted.join(", ")}`,
    )
    .execute(db);
  await migrate(db);
  stranger = await makeRole(db, "stranger");
});

afterAll(async () => {
  await stranger?.drop();
  await database?.close();
});

function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.db.transaction().execute(work);
}

/** As the migrations leave it: read once, for reading it takes seconds. */
let asMigrated: ReturnType<typeof readPrivileges> | undefined;
function privileges() {
  asMigrated ??= inTransaction((tx) => readPrivileges(tx, roles, stranger.role));
  return asMigrated;
}

const asText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

test("every right on every object is the one in the checked-in matrix, and holds when executed", async () => {
  const { matrix, contradictions } = await privileges();
  expect(contradictions).toEqual([]);
  await expect(asText(matrix)).toMatchFileSnapshot(file);
});

test("anon and authenticated have nothing of ours", async () => {
  const { matrix } = await privileges();
  // Whose schema that is: everybody may look into it.
  const { "schema public": _, ...ours } = matrix;
  const theirs = Object.entries(ours).filter(([, held]) => held.anon || held.authenticated);
  expect(theirs).toEqual([]);
});

test.each([
  ["a new table", "create table console.planted (id int)"],
  ["a new table beside the base tables", "create table public.planted (id int)"],
  ["a new schema", "create schema planted"],
  ["a new function", "create function console.planted() returns int language sql as 'select 1'"],
  ["a new grant", "grant delete on console.audit_log to perazzi_console"],
  ["a new column grant", "grant update (path) on public.documents to perazzi_curate"],
  ["a grant to PUBLIC", "grant usage on schema pgboss to public"],
])("%s that nobody put into the matrix is found", async (_what, planted) => {
  const rolledBack = new Error("rolled back");
  const expected = readFileSync(join(import.meta.dirname, file), "utf8");
  const before = await privileges();
  expect(asText(before.matrix)).toBe(expected);
  const found = inTransaction(async (tx) => {
    await sql.raw(planted).execute(tx);
    const after = await readPrivileges(tx, roles, stranger.role);
    expect(asText(after.matrix)).not.toBe(expected);
    throw rolledBack;
  });
  await expect(found).rejects.toBe(rolledBack);
});
