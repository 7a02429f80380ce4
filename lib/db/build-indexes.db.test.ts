import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { insertChunk, insertDocument } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { makeRole } from "#lib/testing/emptied-database.ts";
import { buildIndexes } from "./build-indexes.ts";
import { grantLogin } from "./grant-login.ts";
import type { Db } from "./pool.ts";
import { searchVector } from "./search-vector.ts";
import { documentSortIndexes, recognised, sortIndexes } from "./sort-indexes.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
let db: Db;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
beforeEach(() => buildIndexes(db, "none"));
afterAll(() => database?.close());

async function nearestNeighbourIndexes(): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = 'public.embeddings'::regclass and i.indisvalid and not i.indisprimary order by 1`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

test("changing the kind builds the one and drops the other; a second time does nothing", async () => {
  expect(await buildIndexes(db, "hnsw")).toContain("built: console_embeddings_hnsw");
  expect(await nearestNeighbourIndexes()).toEqual(["console_embeddings_hnsw"]);
  expect(await buildIndexes(db, "hnsw")).toContain("there already: console_embeddings_hnsw");
  await buildIndexes(db, "binary");
  expect(await nearestNeighbourIndexes()).toEqual(["console_embeddings_binary"]);
  const { rows } = await sql`select value from console.settings where key = 'ann_index'`.execute(
    db,
  );
  expect(rows).toEqual([{ value: "binary" }]);
  await buildIndexes(db, "none");
  expect(await nearestNeighbourIndexes()).toEqual([]);
});

test("an index of other software over the same expression is used and never dropped", async () => {
  await sql`create index theirs on public.embeddings using hnsw ((embedding::halfvec(3072)) halfvec_cosine_ops)`.execute(
    db,
  );
  expect(await buildIndexes(db, "hnsw")).toContain("there already: theirs");
  await buildIndexes(db, "none");
  expect(await nearestNeighbourIndexes()).toEqual(["theirs"]);
  await sql`drop index public.theirs`.execute(db);
});

test("a build that was cut off is done again", async () => {
  await buildIndexes(db, "hnsw");
  await sql`update pg_index set indisvalid = false where indexrelid = 'public.console_embeddings_hnsw'::regclass`.execute(
    db,
  );
  expect(await buildIndexes(db, "hnsw")).toContain("built: console_embeddings_hnsw");
  expect(await nearestNeighbourIndexes()).toEqual(["console_embeddings_hnsw"]);
});

test("full text uses its index, in the language of the chunk", async () => {
  const document = await insertDocument(db);
  const chunk = await insertChunk(db, document, { text: "le biciclette corrono", language: "it" });
  const query = sql`select id from public.chunks c where ${searchVector("c")} @@ to_tsquery('italian', 'bicicletta')`;
  expect((await query.execute(db)).rows).toEqual([{ id: chunk }]);
  const plan = await db.transaction().execute(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    return JSON.stringify((await sql`explain ${query}`.execute(tx)).rows);
  });
  expect(plan).toContain("console_chunks_full_text");
});

test("what tables are sorted by is known by its definition, under whatever name", async () => {
  const tables = [
    { table: "public.chunks", indexes: sortIndexes },
    { table: "public.documents", indexes: documentSortIndexes },
  ];
  for (const { table, indexes } of tables)
    for (const [at, { name, using }] of indexes.entries()) {
      const theirs = `theirs_${at}`;
      await sql`create index ${sql.id(theirs)} on ${sql.table(table)} using ${sql.raw(using)}`.execute(
        db,
      );
      const { rows } = await sql`select 1 from pg_indexes
        where indexname = ${theirs} and indexdef ~ ${recognised(using)}`.execute(db);
      expect(rows, name).toHaveLength(1);
      await sql`drop index ${sql.id("public", theirs)}`.execute(db);
    }
});

test("a chunk of a megabyte of different words can still be stored", async () => {
  const words = Array.from({ length: 200_000 }, (_, n) => `w${n}`).join(" ");
  expect(await insertChunk(db, await insertDocument(db), { text: words })).toBeTruthy();
});

test("a granted login can step down to the roles and inherits none of their rights", async () => {
  const { role, drop } = await makeRole(db, "console_login", "login noinherit");
  expect(await grantLogin(db, role)).toEqual([]);
  const { rows } =
    await sql`select r.rolname as role, m.inherit_option as inherits, m.set_option as may_set
    from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = ${role}::regrole order by 1`.execute(
      db,
    );
  expect(rows).toEqual(
    ["perazzi_console", "perazzi_curate", "perazzi_ingest", "perazzi_read"].map((name) => ({
      role: name,
      inherits: false,
      may_set: true,
    })),
  );
  const { rows: direct } =
    await sql`select has_table_privilege(${role}, 'public.chunks', 'select') as reads`.execute(db);
  expect(direct).toEqual([{ reads: false }]);
  await drop();
});

test("a stronger login is warned about; one that does not exist is an error", async () => {
  const { role, drop } = await makeRole(db, "strong", "superuser");
  expect(await grantLogin(db, role)).toEqual([
    `${role} is a superuser: no permission check holds for it.`,
  ]);
  await drop();
  await expect(grantLogin(db, "nobody_here")).rejects.toThrow(
    /^There is no login nobody_here in this database/,
  );
});
