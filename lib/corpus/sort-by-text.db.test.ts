import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sortIndexes } from "#lib/db/sort-indexes.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { chunkListSchema } from "./browse-schemas.ts";
import { chunkOrder } from "./chunk-fields.ts";
import { listChunks } from "./list-chunks.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const anyone = { seesRestricted: false, redact: (text: string) => text };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const list = (input: Record<string, unknown>) =>
  listChunks(database.db, chunkListSchema.parse(input), anyone);

test("sorted by text, headings do not count, and price-sensitive texts come last whatever they begin with", async () => {
  const { db } = database;
  const made = await addDocument(db, { path: "t/texts.md", title: "Texts" });
  const texts = [
    "## A\n\n### B\n\nzinc",
    "brass",
    "# C\n\nalloy",
    "## Nothing else",
    "# D\nBronze",
  ];
  await addChunks(
    db,
    made,
    texts.map((text) => ({ text })),
    { embedded: false },
  );
  const priced = await addDocument(db, { path: "t/priced.md", title: "Priced" });
  const amounts = ["brass for 9", "100 for brass", "Zinc"].map((text) => ({ text }));
  await addChunks(db, priced, amounts, { embedded: false });
  await sql`update public.documents set pricing_sensitive = true where id = ${priced}`.execute(db);
  const read = async (dir: string) => {
    const seen: string[] = [];
    const cursors: string[] = [];
    let after: string | undefined;
    do {
      const page = await list({ sort: "text", dir, limit: 2, after });
      seen.push(...page.items.map((row) => row.text));
      after = page.nextCursor ?? undefined;
      if (after) cursors.push(Buffer.from(after, "base64url").toString());
    } while (after);
    return { seen, cursors: cursors.join() };
  };
  const up = await read("asc");
  const inOrder = [3, 2, 1, 4, 0].map((at) => texts[at]);
  expect(up.seen.slice(0, 5)).toEqual(inOrder);
  const down = await read("desc");
  expect(down.seen.slice(0, 5)).toEqual(inOrder.toReversed());
  const last = await list({ sort: "text", limit: 10, pricing: "yes" });
  const ids = last.items.map((row) => row.id);
  expect(ids).toEqual(ids.toSorted());
  const others = await list({ sort: "text", limit: 10, "pricing.not": "yes" });
  expect(others.items.map((row) => row.text)).toEqual(inOrder);
  expect(up.seen.slice(5)).toEqual(last.items.map((row) => row.text));
  expect(down.seen.slice(5)).toEqual(up.seen.slice(5).toReversed());
  for (const { cursors } of [up, down]) expect(cursors).not.toMatch(/brass|alloy|zinc|bronze|100/i);
  await sql`delete from public.documents where id in (${made}, ${priced})`.execute(db);
});

test("a page that begins at a text that is gone says so, and does not look like the end", async () => {
  const { db } = database;
  const made = await addDocument(db, { path: "t/gone.md", title: "Gone" });
  await addChunks(db, made, [{ text: "first" }, { text: "second" }], { embedded: false });
  const asked = { sort: "text", limit: 1 };
  const after = (await list(asked)).nextCursor;
  expect(after).toBeTruthy();
  expect((await list({ ...asked, after })).items).toHaveLength(1);
  await sql`update public.documents set pricing_sensitive = true where id = ${made}`.execute(db);
  await expect(list({ ...asked, after })).rejects.toMatchObject({ code: "invalid" });
  await sql`delete from public.documents where id = ${made}`.execute(db);
  await expect(list({ ...asked, after })).rejects.toMatchObject({ code: "invalid" });
});

test("an index that pnpm db:index builds has this order", async () => {
  const { db } = database;
  const index = sortIndexes.find(({ name }) => name === "console_chunks_by_text");
  await sql`create index by_text on public.chunks using ${sql.raw(index?.using ?? "")}`.execute(db);
  const plan = await db.transaction().execute(async (tx) => {
    await sql`set local enable_sort = off`.execute(tx);
    const order = sql.join(chunkOrder("text", "asc").keys.map(({ value }) => value));
    return (
      await sql`explain select c.id from public.chunks c order by ${order} limit 1`.execute(tx)
    ).rows;
  });
  expect(JSON.stringify(plan)).toContain("Index Scan using by_text");
  await sql`drop index public.by_text`.execute(db);
});
