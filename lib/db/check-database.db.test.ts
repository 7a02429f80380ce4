import { createServer } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { emptyDatabase } from "#lib/testing/emptied-database.ts";
import { checkDatabase } from "./check-database.ts";
import { migrate } from "./migrate.ts";
import { openDatabase } from "./pool.ts";

const database = await testDatabase();
const { db } = database;

beforeEach(async () => {
  await emptyDatabase(db);
  await migrate(db);
});
afterAll(() => database.close());

test("a database that is ready passes", async () => {
  await expect(checkDatabase(db)).resolves.toBeUndefined();
});

test("one that cannot be reached", async () => {
  const away = openDatabase(`postgres://someone:secret@127.0.0.1:${await closedPort()}/nothing`, 1);
  const error: Error = await checkDatabase(away).then(
    () => new Error("passed"),
    (thrown) => thrown,
  );
  expect(error.message).toBe(
    "The database cannot be reached (ECONNREFUSED). Check DATABASE_URL and PGSSL_MODE, and that the server runs.",
  );
  await away.destroy();
});

test("one without pgvector", async () => {
  await sql`drop extension vector cascade`.execute(db);
  await expect(checkDatabase(db)).rejects.toThrow(
    /^This database has no pgvector\. Run: npx pnpm db:migrate/,
  );
});

test.each(["0.7.4", "0.5.1"])("one with pgvector %s", async (version) => {
  await sql`update pg_extension set extversion = ${version} where extname = 'vector'`.execute(db);
  const refusal = `This database has pgvector ${version}, but 0.8.0 or later is required. Update it: alter extension vector update`;
  await expect(checkDatabase(db)).rejects.toThrow(refusal);
});

test("the migration refuses an old pgvector too", async () => {
  await emptyDatabase(db);
  await sql`create extension vector`.execute(db);
  await sql`update pg_extension set extversion = '0.7.4' where extname = 'vector'`.execute(db);
  await expect(migrate(db)).rejects.toThrow(/pgvector 0\.8\.0 or later is required/);
});

test("one of another environment", async () => {
  await sql`update console.settings set value = '"preview"' where key = 'environment'`.execute(db);
  await expect(checkDatabase(db)).rejects.toThrow(
    "This database belongs to the environment preview, but CONSOLE_ENVIRONMENT is local. Correct DATABASE_URL or CONSOLE_ENVIRONMENT.",
  );
});

test("one that does not say its environment", async () => {
  await sql`delete from console.settings`.execute(db);
  await expect(checkDatabase(db)).rejects.toThrow(
    /does not say which environment it is\. Run: npx pnpm db:migrate/,
  );
});

test("one without the schema, and one that lacks the last migration", async () => {
  await sql`delete from supabase_migrations.schema_migrations
    where version = (select max(version) from supabase_migrations.schema_migrations)`.execute(db);
  const refusal = "The schema is not there or not up to date. Run: npx pnpm db:migrate";
  await expect(checkDatabase(db)).rejects.toThrow(refusal);
  await emptyDatabase(db);
  await sql`create extension vector`.execute(db);
  await expect(checkDatabase(db)).rejects.toThrow(refusal);
});

test("the environment comes from the variable", async () => {
  vi.stubEnv("CONSOLE_ENVIRONMENT", "production");
  resetEnv();
  try {
    await expect(checkDatabase(db)).rejects.toThrow(
      /environment local, but CONSOLE_ENVIRONMENT is production/,
    );
  } finally {
    vi.unstubAllEnvs();
    resetEnv();
  }
});

test("the tables that it was set up for stay its tables", async () => {
  vi.stubEnv("PERAZZI_CHUNKS_TABLE", "kb.chunks");
  resetEnv();
  try {
    const refusal =
      /set up for the tables public\.documents, public\.chunks, .*names public\.documents, kb\.chunks/;
    await expect(checkDatabase(db)).rejects.toThrow(refusal);
    await expect(migrate(db)).rejects.toThrow(refusal);
  } finally {
    vi.unstubAllEnvs();
    resetEnv();
  }
});

/** A port where nothing listens: one that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 1;
}
