import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertChunk, insertDocument, insertEmbedding, type Row } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { chunkListSchema, documentListSchema } from "./browse-schemas.ts";
import { facetChunks } from "./facet-chunks.ts";
import { facetDocuments } from "./facet-documents.ts";
import { readStates } from "./read-states.ts";
import { refreshDocumentStats } from "./refresh-document-stats.ts";
import { wantedFields } from "./states-schemas.ts";

const base = { redact: (text: string) => text, redactionVersion: "r9" };
const readers = {
  anyone: { ...base, seesRestricted: false },
  admin: { ...base, seesRestricted: true },
};

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await sql`insert into console.settings (key, value) values ('embedding_model', '"test-model"')
    on conflict (key) do update set value = excluded.value`.execute(db);
  const pipeline = (made: string) => JSON.stringify({ pipeline: made });
  const rows: Row[] = [
    {},
    { tags: '["a"]', summary: "Written.", approver: "me", language: "it" },
    { visibility: "internal" },
    { visibility: "admin-only" },
    { status: "planned" },
    { embed_mode: "ignore" },
    { expires_on: "2020-01-01T00:00:00Z" },
    { manifest_values: pipeline("1/r9/1/metadata-only/open") },
    { manifest_values: pipeline("1/r9/1/full/open") },
  ];
  for (const row of rows) {
    const document = await insertDocument(db, row);
    const chunks = [
      await insertChunk(db, document),
      await insertChunk(db, document, { chunk_index: 1 }),
      await insertChunk(db, document, { chunk_index: 2, visibility: "admin-only" }),
      await insertChunk(db, document, { chunk_index: 3 }),
    ];
    for (const chunk of chunks.slice(0, rows.indexOf(row) % 2 === 0 ? 4 : 3))
      await insertEmbedding(db, chunk);
  }
  // One document all of an older model, one of two, one whose text changed, and one with nothing.
  const [old, mixed, changed] = [
    await insertDocument(db),
    await insertDocument(db),
    await insertDocument(db),
    await insertDocument(db),
  ];
  for (const [document, older] of [
    [old, 2],
    [mixed, 1],
    [changed, 0],
  ] as const)
    for (let index = 0; index < 2; index++) {
      const chunk = await insertChunk(db, document, { chunk_index: index });
      await insertEmbedding(db, chunk);
      if (index < older)
        await sql`update public.embeddings set embedding_model = 'older' where chunk_id = ${chunk}`.execute(
          db,
        );
      if (document === changed && index === 0)
        await sql`update public.chunks set text = 'Another text.' where id = ${chunk}`.execute(db);
    }
});
afterAll(() => database.close());

const inOrder = ["embedded", "stale", "missing", "not wanted"] as const;

async function tables(reader: typeof readers.admin) {
  const { db } = database;
  const documents = async (filter: object) =>
    (await facetDocuments(db, documentListSchema.parse(filter), reader)).total.count;
  const chunks = async (filter: object) =>
    (await facetChunks(db, chunkListSchema.parse(filter), reader)).total.count;
  const served = { embedding: "embedded", visibility: "public", confidentiality: "normal" };
  return {
    documents: await Promise.all(inOrder.map((embedding) => documents({ embedding }))),
    chunks: await Promise.all(inOrder.map((embedding) => chunks({ embedding }))),
    all: [await documents({}), await documents({ status: "active" }), await chunks({})],
    serving: [await documents(served), await chunks(served)],
    without: await Promise.all(
      wantedFields.map((name) => documents({ status: "active", [`${name}.empty`]: "yes" })),
    ),
  };
}

async function overview(reader: typeof readers.admin) {
  const { documents, chunks, serving, without } = await readStates(database.db, reader);
  return {
    documents: [documents.embedded, documents.stale, documents.missing, documents.notWanted],
    chunks: [chunks.embedded, chunks.stale, chunks.missing, chunks.notWanted],
    all: [documents.all, documents.active, chunks.all],
    serving: [serving.documents, serving.chunks],
    without: wantedFields.map((name) => without[name]),
  };
}

test.each(["anyone", "admin"] as const)(
  "for %s every number is the one that its filter finds",
  async (who) => {
    const found = await tables(readers[who]);
    expect(await overview(readers[who])).toEqual(found);
    // Every state occurs, so that none is compared as 0 with 0.
    expect([...found.documents, ...found.chunks, ...found.serving].every((one) => one > 0)).toBe(
      true,
    );
    await refreshDocumentStats(database.db);
    expect(await overview(readers[who])).toEqual(found);
  },
);

test("what only admins may see is not counted for others", async () => {
  const [anyone, admin] = [await overview(readers.anyone), await overview(readers.admin)];
  expect(admin.all[0]).toBe((anyone.all[0] ?? 0) + 1);
  expect(admin.all[2]).toBe((anyone.all[2] ?? 0) + 12);
});

test("a change counts at once, also one that no number of rows tells", async () => {
  const before = await overview(readers.admin);
  expect(await overview(readers.admin)).toEqual(before);
  await sql`update public.documents set status = 'planned' where status = 'active' and tags is not null`.execute(
    database.db,
  );
  const after = await overview(readers.admin);
  expect(after.all[1]).toBe((before.all[1] ?? 0) - 1);
  await sql`update console.settings set value = '"older"' where key = 'embedding_model'`.execute(
    database.db,
  );
  expect((await overview(readers.admin)).documents).not.toEqual(after.documents);
});
