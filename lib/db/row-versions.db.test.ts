import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertChunk, insertDocument } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { withRole } from "./with-role.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

async function chunkVersions(chunk: string) {
  const { rows } = await sql<{ v: string; text: string | null; removed: boolean; path: string }>`
    select row_version as v, text, removed, fields ->> 'heading_path' as path
    from console.chunk_versions where chunk_id = ${chunk} order by row_version`.execute(base.db);
  return rows.map((row) => ({ ...row, v: Number(row.v) }));
}

async function documentVersions(document: string) {
  const { rows } = await sql<{ v: string; removed: boolean; title: string; status: string }>`
    select row_version as v, removed, fields ->> 'title' as title, fields ->> 'status' as status
    from console.document_versions where document_id = ${document} order by row_version`.execute(
    base.db,
  );
  return rows.map((row) => ({ ...row, v: Number(row.v) }));
}

test("each change of a document and a chunk keeps what was there before, whoever made it", async () => {
  const document = await insertDocument(base.db, { title: "First" });
  const chunk = await insertChunk(base.db, document, { text: "One.", heading_path: "A" });
  await sql`update public.documents set title = 'Second' where id = ${document}`.execute(base.db);
  await sql`update public.documents set title = 'Second' where id = ${document}`.execute(base.db);
  await sql`update public.chunks set text = 'Two.' where id = ${chunk}`.execute(base.db);
  expect(await documentVersions(document)).toEqual([
    { v: 1, removed: false, title: "First", status: "active" },
  ]);
  expect(await chunkVersions(chunk)).toEqual([{ v: 1, text: "One.", removed: false, path: "A" }]);
});

test("a removed document keeps its last state and that of its chunks", async () => {
  const document = await insertDocument(base.db, { title: "Gone" });
  const chunk = await insertChunk(base.db, document, { text: "One." });
  await sql`delete from public.documents where id = ${document}`.execute(base.db);
  expect(await documentVersions(document)).toMatchObject([{ removed: true, title: "Gone" }]);
  expect(await chunkVersions(chunk)).toMatchObject([{ text: "One.", removed: true }]);
});

test("of a document sensitive to prices no text, heading or title is kept", async () => {
  const document = await insertDocument(base.db, { title: "List", pricing_sensitive: true });
  const chunk = await insertChunk(base.db, document, { text: "Names.", heading_path: "A" });
  await sql`update public.chunks set text = 'Other names.' where id = ${chunk}`.execute(base.db);
  await sql`update public.documents set title = 'Other' where id = ${document}`.execute(base.db);
  await sql`delete from public.documents where id = ${document}`.execute(base.db);
  const kept = [...(await chunkVersions(chunk)), ...(await documentVersions(document))];
  expect(kept).toHaveLength(4);
  expect(JSON.stringify(kept)).not.toMatch(/Names|names|List|Other|"A"/);
});

test("switching the pricing flag on takes out what was kept before", async () => {
  const document = await insertDocument(base.db, { title: "Costs 5,000 euros" });
  const chunk = await insertChunk(base.db, document, { text: "It costs 5,000 euros." });
  await sql`update public.chunks set text = 'It costs 6,000 euros.' where id = ${chunk}`.execute(
    base.db,
  );
  await sql`update public.documents set title = 'Costs 6,000 euros' where id = ${document}`.execute(
    base.db,
  );
  expect(JSON.stringify(await chunkVersions(chunk))).toContain("5,000");
  await sql`update public.documents set pricing_sensitive = true where id = ${document}`.execute(
    base.db,
  );
  const kept = [...(await chunkVersions(chunk)), ...(await documentVersions(document))];
  expect(kept).toHaveLength(3);
  expect(JSON.stringify(kept)).not.toMatch(/,000/);
});

test("only what a logged retrieval returned outlives the hour, and what came after it", async () => {
  const document = await insertDocument(base.db);
  const returned = await insertChunk(base.db, document, { text: "Returned." });
  const other = await insertChunk(base.db, document, { text: "Not.", chunk_index: 1 });
  const change = () =>
    sql`update public.chunks set text = text || '!' where document_id = ${document}`.execute(
      base.db,
    );
  const prune = () =>
    withRole(base.db, "perazzi_ingest", (tx) =>
      sql`select console.prune_versions(100)`.execute(tx),
    );
  await change();
  await sql`with l as (insert into console.retrieval_log (id, at, origin, status, asked_with, total_ms)
      values (console.uuid_v7(), now(), 'api', 200, 'query', 1) returning id, at)
    insert into console.retrieval_results (retrieval_id, rank, at, chunk_id, document_id, chunk_version, text_hash,
      chunk_index, path, score)
    select id, 1, at, ${returned}, ${document}, 2, 'x', 0, 'a.md', 1 from l`.execute(base.db);
  await change();
  await change();
  await prune();
  expect(await chunkVersions(other)).toHaveLength(3);
  await sql`update console.chunk_versions set ended_at = now() - interval '61 minutes'`.execute(
    base.db,
  );
  await prune();
  expect(await chunkVersions(other)).toEqual([]);
  expect((await chunkVersions(returned)).map(({ v }) => v)).toEqual([2, 3]);
});
