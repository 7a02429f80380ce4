import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays } from "#lib/format/days.ts";
import { insertChunk, insertDocument, insertEmbedding } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { readGrowth } from "./read-growth.ts";
import { recordCorpusDay } from "./record-corpus-day.ts";

const reader = { seesRestricted: false, redact: (text: string) => text };
const admin = { ...reader, seesRestricted: true };
const today = new Date().toISOString().slice(0, 10);

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
  const { db } = base;
  const open = await insertDocument(db);
  const hidden = await insertDocument(db, { visibility: "admin-only" });
  for (const [index, tokens] of [0, 99, 100, 850, 1600, 9000].entries()) {
    const chunk = await insertChunk(db, open, { chunk_index: index, token_count: tokens });
    if (index < 4) await insertEmbedding(db, chunk);
  }
  await insertChunk(db, open, { chunk_index: 6 });
  await insertChunk(db, hidden, { token_count: 50 });
});
afterAll(() => base.close());

test("before a day was recorded nothing is known of it, and nothing is drawn as zero", async () => {
  const growth = await readGrowth(base.db, { time: "7d" }, reader);
  expect(growth.since).toBeNull();
  expect(growth.points.map(({ day }) => day)).toEqual([today]);
});

test("a day's last count stays, by who may see; today is counted now", async () => {
  const { db } = base;
  await recordCorpusDay(db, "r9");
  await recordCorpusDay(db, "r9");
  const { rows } = await sql<{
    documents: number;
  }>`select documents from console.corpus_days order by restricted`.execute(db);
  expect(rows).toEqual([{ documents: 1 }, { documents: 2 }]);
  await sql`update console.corpus_days set day = ${addDays(today, -2)}::date`.execute(db);
  await insertDocument(db);
  const { points, since } = await readGrowth(db, { time: "7d" }, reader);
  expect(since).toBe(addDays(today, -2));
  expect(points).toMatchObject([
    { day: addDays(today, -2), documents: { all: 1 }, chunks: { all: 7, embedded: 4, missing: 3 } },
    { day: today, documents: { all: 2 }, chunks: { all: 7 } },
  ]);
  expect((await readGrowth(db, { time: "7d" }, admin)).points[0]?.documents.all).toBe(2);
});

test("a bar of a week shows its last record", async () => {
  const { db } = base;
  await sql`delete from console.corpus_days`.execute(db);
  for (const [day, documents] of [
    ["2026-03-02", 5],
    ["2026-03-06", 9],
    ["2026-03-10", 11],
  ] as const)
    await sql`insert into console.corpus_days (day, restricted, documents, active, documents_embedded, documents_stale,
        documents_missing, chunks, chunks_embedded, chunks_stale, chunks_missing)
      values (${day}, false, ${documents}, 1, 1, 0, 0, 10, 6, 1, 1)`.execute(db);
  const { points } = await readGrowth(db, { from: "2026-03-01", to: "2026-07-01" }, reader);
  expect(points).toMatchObject([
    { day: "2026-03-01", recorded: "2026-03-06", documents: { all: 9 }, chunks: { notWanted: 2 } },
    { day: "2026-03-08", recorded: "2026-03-10", documents: { all: 11 } },
  ]);
});

test("sizes: each chunk is in one bar, uncounted ones apart, restricted ones for admins only", async () => {
  const { sizes } = await readGrowth(base.db, {}, reader);
  const filled = sizes.bars.filter(({ chunks }) => chunks > 0);
  expect(filled).toEqual([
    { from: 0, to: 100, chunks: 2 },
    { from: 100, to: 200, chunks: 1 },
    { from: 800, to: 900, chunks: 1 },
    { from: 1600, to: null, chunks: 2 },
  ]);
  expect(sizes).toMatchObject({ unknown: 1, estimated: false });
  expect((await readGrowth(base.db, {}, admin)).sizes.bars[0]?.chunks).toBe(3);
});

test("sizes of a table that is too large to be looked at row by row are told from a sample, and marked so", async () => {
  const { db } = base;
  const document = await insertDocument(db);
  await sql`insert into public.chunks (document_id, chunk_index, text, token_count)
    select ${document}, n, repeat('A long text. ', 20), 250 from generate_series(1, 1000) n`.execute(
    db,
  );
  // As the planner would know a table of so many rows.
  await sql`update pg_class set reltuples = 40000 where oid = 'public.chunks'::regclass`.execute(
    db,
  );
  const { sizes } = await readGrowth(db, {}, reader);
  expect(sizes.estimated).toBe(true);
  const [{ chunks } = { chunks: 0 }] = sizes.bars.filter(({ from }) => from === 200);
  expect(chunks).toBeGreaterThan(650);
  expect(chunks).toBeLessThan(1_500);
});
