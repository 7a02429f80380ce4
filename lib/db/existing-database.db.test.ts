import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { emptyDatabase, makeRole } from "#lib/testing/emptied-database.ts";
import { migrate } from "./migrate.ts";
import type { Db } from "./pool.ts";

// A database as other software made and filled it before the console existed.
const theirs = `
  create extension vector;
  create table documents (
    id uuid primary key default gen_random_uuid(), path text not null unique, title text, category text not null,
    doc_type text not null, status text not null, embed_mode text not null, language text default 'en', tags jsonb,
    pricing_sensitive boolean not null default false, visibility text default 'public', confidentiality text default 'normal',
    their_own json
  );
  create table chunks (
    id uuid primary key default gen_random_uuid(), document_id uuid not null references documents on delete cascade,
    chunk_index int not null, text text not null, heading_path text, section_labels jsonb, visibility text,
    confidentiality text, created_at timestamptz
  );
  create table embeddings (
    chunk_id uuid primary key references chunks on delete cascade, embedding_model text not null, embedding vector(3072) not null
  );
  create index their_labels on chunks using gin (section_labels);
  create unique index their_places on chunks (document_id, chunk_index);
  insert into documents (path, category, doc_type, status, embed_mode, visibility)
    select 'd/' || n || '.md', 'operational', 'guide', case when n % 5 = 0 then 'planned' else 'active' end, 'full',
      case n when 7 then 'secret' else 'public' end from generate_series(1, 40) n;
  insert into chunks (document_id, chunk_index, text, heading_path)
    select id, n, 'Text ' || n || ' of ' || path, case n when 1 then repeat('long ', 700) end from documents, generate_series(0, 4) n;
  insert into embeddings select id, 'their-model', array_fill(0.1::real, array[3072])::vector from chunks;`;

const reads = [
  "select id, path, title, category, doc_type, status, embed_mode, language, tags, pricing_sensitive, visibility, confidentiality, their_own::text from documents order by id",
  "select id, document_id, chunk_index, text, heading_path, section_labels, visibility, confidentiality, created_at from chunks order by id",
  "select chunk_id, embedding_model, md5(embedding::text) from embeddings order by chunk_id",
];

const owners = `select c.relname, c.relowner::regrole::text as owner, c.relforcerowsecurity as forced
  from pg_class c where c.oid in ('documents'::regclass, 'chunks'::regclass, 'embeddings'::regclass) order by 1`;

let database: Awaited<ReturnType<typeof testDatabase>>;
let db: Db;
const roles: Awaited<ReturnType<typeof makeRole>>[] = [];

async function role(prefix: string, options: string, grants: string): Promise<string> {
  const made = await makeRole(db, prefix, options);
  roles.push(made);
  await sql.raw(grants.replaceAll("ROLE", made.role)).execute(db);
  return made.role;
}

function as<T>(who: string, statement: string): Promise<T[]> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('role', ${who}, true)`.execute(tx);
    return (await sql.raw<T>(statement).execute(tx)).rows;
  });
}

const readAll = (who: string) => Promise.all(reads.map((statement) => as(who, statement)));
const attributes = (who: string) =>
  sql`select rolcanlogin, rolinherit, rolbypassrls, rolsuper, rolconfig from pg_roles where rolname = ${who}`.execute(
    db,
  );

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  await emptyDatabase(db);
  await sql.raw(theirs).execute(db);
});

afterAll(async () => {
  for (const made of roles) await made.drop();
  await database?.close();
});

test("every role that reads or writes today does the same after the migration", async () => {
  const all = "documents, chunks, embeddings";
  const assistant = await role("assistant", "login", `grant select on ${all} to ROLE`);
  const pipeline = await role(
    "pipeline",
    "login noinherit",
    `grant select, insert, update, delete on ${all} to ROLE`,
  );
  const columns = await role(
    "columns",
    "nologin",
    "grant select (id, path, status) on documents to ROLE",
  );
  const monitor = await role("monitor", "nologin", "grant pg_read_all_data to ROLE");
  const before = {
    assistant: await readAll(assistant),
    pipeline: await readAll(pipeline),
    monitor: await readAll(monitor),
    columns: await as(columns, "select id, path, status from documents order by id"),
    owners: (await sql.raw(owners).execute(db)).rows,
    attributes: (await attributes(assistant)).rows,
  };
  expect(before.assistant.map((rows) => rows.length)).toEqual([40, 200, 200]);

  await migrate(db);

  expect({
    assistant: await readAll(assistant),
    pipeline: await readAll(pipeline),
    monitor: await readAll(monitor),
    columns: await as(columns, "select id, path, status from documents order by id"),
    owners: (await sql.raw(owners).execute(db)).rows,
    attributes: (await attributes(assistant)).rows,
  }).toEqual(before);

  // The other pipeline still writes, with no right to anything of ours.
  expect(
    await as(pipeline, "update documents set title = 'New' where path = 'd/1.md' returning title"),
  ).toEqual([{ title: "New" }]);
  const [added] = await as<{ id: string }>(
    pipeline,
    `insert into chunks (document_id, chunk_index, text)
    select id, 99, 'More' from documents where path = 'd/1.md' returning id`,
  );
  expect(
    await as(
      pipeline,
      `insert into embeddings select '${added?.id}', 'their-model', array_fill(0.2::real, array[3072])::vector returning embedding_model`,
    ),
  ).toHaveLength(1);
  expect(await as(pipeline, "delete from chunks where chunk_index = 99 returning id")).toHaveLength(
    1,
  );
});

test("indexes of theirs are recognised, and rows that break a rule are kept without the check", async () => {
  const { rows: indexes } = await sql<{ definition: string }>`
    select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = 'chunks'::regclass`.execute(
    db,
  );
  const count = (text: string) =>
    indexes.filter(({ definition }) => definition.includes(text)).length;
  expect(count("gin (section_labels)")).toBe(1);
  expect(count("(document_id, chunk_index)")).toBe(1);
  expect(count("(heading_path, 500)")).toBe(1);
  const { rows: checks } = await sql<{ name: string }>`
    select conname as name from pg_constraint where conrelid = 'documents'::regclass and contype = 'c'`.execute(
    db,
  );
  const names = checks.map(({ name }) => name);
  expect(names).toContain("console_status_known");
  expect(names).not.toContain("console_visibility_known");
  expect(
    (await sql`select 1 from documents where visibility = 'secret'`.execute(db)).rows,
  ).toHaveLength(1);
});

test("a second run changes nothing", async () => {
  const catalogue = `select policyname, tablename, cmd, roles::text from pg_policies order by 1, 2`;
  const before = (await sql.raw(catalogue).execute(db)).rows;
  expect(await migrate(db)).toEqual([]);
  expect((await sql.raw(catalogue).execute(db)).rows).toEqual(before);
});
