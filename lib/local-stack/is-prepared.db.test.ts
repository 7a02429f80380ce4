import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readMigrations } from "#lib/db/migrations.ts";
import { overrideEnv } from "#lib/env/override-env.ts";
import { insertDocument } from "#lib/testing/base-rows.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database.ts";
import { isPrepared } from "./is-prepared.ts";

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await insertDocument(database.db);
});
afterAll(async () => {
  await client.end();
  await database.close();
});

const asked = () =>
  isPrepared({
    query: async <T>(text: string, values: unknown[]) => {
      const { rows } = await client.query(text, values);
      return { rows: rows as T[] };
    },
  });

test("prepared once nothing is missing: schema, staff, a document, the same environment and tables", async () => {
  expect(await asked()).toBe(false);
  await sql`insert into console.staff (email, role) values ('admin@example.com', 'admin')`.execute(
    database.db,
  );
  expect(await asked()).toBe(true);

  overrideEnv({ CONSOLE_ENVIRONMENT: "preview" });
  expect(await asked()).toBe(false);
  overrideEnv({ CONSOLE_ENVIRONMENT: "local", PERAZZI_CHUNKS_TABLE: "other_chunks" });
  expect(await asked()).toBe(false);
  overrideEnv({ PERAZZI_CHUNKS_TABLE: "public.chunks" });
  expect(await asked()).toBe(true);

  const last = readMigrations().at(-1)?.version;
  await sql`delete from supabase_migrations.schema_migrations where version = ${last}`.execute(
    database.db,
  );
  expect(await asked()).toBe(false);
});

test("a database that cannot say is not prepared", async () => {
  expect(await isPrepared({ query: () => Promise.reject(new Error("away")) })).toBe(false);
});
