import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { emptyDatabase } from "#lib/testing/emptied-database.ts";
import { migrate } from "./migrate.ts";
import { readMigrations } from "./migrations.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const versions = readMigrations().map(({ version }) => version);

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => emptyDatabase(database.db));
afterAll(() => database?.close());

async function rows<T>(text: string): Promise<T[]> {
  return (await sql.raw<T>(text).execute(database.db)).rows;
}

const recorded = "select version, name from supabase_migrations.schema_migrations order by version";

/** Everything in the catalogue that a migration may make, as text. */
const catalogue = `
  select c.oid::regclass::text as what, c.relkind::text || c.relrowsecurity || coalesce(c.relacl::text, '') as detail
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'console', 'pgboss')
  union all select p.oid::regprocedure::text, coalesce(p.proacl::text, '') || md5(p.prosrc) from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('console', 'pgboss')
  union all select t.tgrelid::regclass || ' ' || t.tgname, pg_get_triggerdef(t.oid) from pg_trigger t where not t.tgisinternal
  union all select c.conrelid::regclass || ' ' || c.conname, pg_get_constraintdef(c.oid) from pg_constraint c where c.conrelid > 0
  union all select tablename || ' ' || policyname, roles::text || cmd || coalesce(qual, '') from pg_policies
  order by 1, 2`;

describe("an empty database", () => {
  test("gets everything, recorded as the Supabase CLI does, and remembers its environment", async () => {
    expect(await migrate(database.db)).toEqual(versions);
    expect(await rows(recorded)).toEqual(
      readMigrations().map(({ version, name }) => ({ version, name })),
    );
    expect(await rows("select value from console.settings where key = 'environment'")).toEqual([
      { value: "local" },
    ]);
    expect(await rows("select version from console.applied_versions() version order by 1")).toEqual(
      versions.map((version) => ({ version })),
    );
  });

  test("is left as it is by a second run", async () => {
    await migrate(database.db);
    const before = await rows(catalogue);
    expect(await migrate(database.db)).toEqual([]);
    expect(await rows(catalogue)).toEqual(before);
  });

  test("is migrated once by two programs at the same time", async () => {
    const applied = await Promise.all([migrate(database.db), migrate(database.db)]);
    expect(applied.flat().sort()).toEqual(versions);
  });

  test("may be migrated by sending each file as it is, twice", async () => {
    for (const { text } of readMigrations())
      await database.db.transaction().execute((tx) => sql.raw(text).execute(tx));
    const before = await rows(catalogue);
    for (const { text } of readMigrations())
      await database.db.transaction().execute((tx) => sql.raw(text).execute(tx));
    expect(await rows(catalogue)).toEqual(before);
    expect(before.length).toBeGreaterThan(100);
  });
});

test("a file that fails leaves nothing behind and names itself", async () => {
  await sql
    .raw("create schema pgboss; create table pgboss.version (version int)")
    .execute(database.db);
  await expect(migrate(database.db)).rejects.toThrow(
    /^Migration 20261101000400_queue was not applied: the schema pgboss is there in another version/,
  );
  expect(await rows(recorded)).toHaveLength(4);
});

test("a database of another environment is refused before anything is applied", async () => {
  await migrate(database.db);
  await sql`update console.settings set value = '"production"' where key = 'environment'`.execute(
    database.db,
  );
  await expect(migrate(database.db)).rejects.toThrow(
    "This database belongs to the environment production, but CONSOLE_ENVIRONMENT is local.",
  );
});

describe("where another repository uses the Supabase record", () => {
  beforeEach(() =>
    sql
      .raw(
        `create schema supabase_migrations;
         create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
         insert into supabase_migrations.schema_migrations values ('20240101000000', '{}', 'theirs')`,
      )
      .execute(database.db),
  );

  test("versions are recorded in a table of our own", async () => {
    expect(await migrate(database.db)).toEqual(versions);
    expect(await rows(recorded)).toEqual([{ version: "20240101000000", name: "theirs" }]);
    expect(await rows("select version from console.schema_migrations order by 1")).toEqual(
      versions.map((version) => ({ version })),
    );
    expect(await migrate(database.db)).toEqual([]);
  });

  test("a version of theirs with our number does not count as ours", async () => {
    await sql`insert into supabase_migrations.schema_migrations (version, name) values (${versions[0] ?? ""}, 'theirs')`.execute(
      database.db,
    );
    expect(await migrate(database.db)).toEqual(versions);
  });
});

describe("other table names", () => {
  beforeEach(() => {
    vi.stubEnv("PERAZZI_DOCUMENTS_TABLE", "kb.papers");
    vi.stubEnv("PERAZZI_CHUNKS_TABLE", "kb.order");
    vi.stubEnv("PERAZZI_EMBEDDINGS_TABLE", "vectors");
    resetEnv();
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    resetEnv();
  });

  test("are used throughout, reserved words too", async () => {
    await sql.raw("create schema kb").execute(database.db);
    try {
      await migrate(database.db);
      expect(
        await rows(
          "select to_regclass('kb.papers')::text p, to_regclass('kb.order')::text o, to_regclass('public.vectors')::text v, to_regclass('public.documents')::text d",
        ),
      ).toEqual([{ p: "kb.papers", o: 'kb."order"', v: "vectors", d: null }]);
    } finally {
      await sql.raw("drop schema kb cascade; drop table public.vectors").execute(database.db);
    }
  });
});
