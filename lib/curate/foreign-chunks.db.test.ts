import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { chunkRows, runToEnd, sections } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { listForeignWrites } from "./foreign-writes.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate public.documents cascade`.execute(base.db);
  await sql`truncate console.foreign_writes`.execute(base.db);
  corpus = temporaryCorpus();
  corpus.list([{ path: "a.md" }]);
  corpus.write("a.md", sections("wheel", "frame", "fork"));
  await runToEnd(base.db);
  return () => corpus.remove();
});

async function curate(heading: string, values: { visibility?: string } = {}): Promise<void> {
  const stamp = { by: "ada@example.com", at: "2026-01-01T00:00:00Z" };
  const curated = { context_tags: { value: ["by hand"], ...stamp } };
  await base.db.transaction().execute(async (tx) => {
    await sql`select set_config('role', 'perazzi_curate', true)`.execute(tx);
    await sql`update public.chunks set context_tags = '["by hand"]', visibility = ${values.visibility ?? null},
      curated = ${JSON.stringify(curated)}::jsonb where heading = ${heading}`.execute(tx);
  });
}

/** What the older pipeline does: the same texts under new ids, in one transaction or in two. */
async function replaceChunks({ apart = false, without = "" } = {}): Promise<void> {
  const copies = await sql<{ document_id: string; chunk_index: number; text: string }>`
    select document_id, chunk_index, text from public.chunks order by chunk_index`.execute(base.db);
  const remove = sql`delete from public.chunks`;
  const insert = sql`insert into public.chunks (document_id, chunk_index, text, context_tags)
    select document_id, chunk_index, text, '["from the pipeline"]'
    from jsonb_to_recordset(${JSON.stringify(copies.rows.filter(({ text }) => !without || !text.includes(without)))}::jsonb)
      as t (document_id uuid, chunk_index int, text text)`;
  if (apart) {
    await remove.execute(base.db);
    await insert.execute(base.db);
  } else
    await base.db.transaction().execute(async (tx) => {
      await remove.execute(tx);
      await insert.execute(tx);
    });
}

const chunk = async (part: string) =>
  (await chunkRows(base.db)).find(({ text }) => text.includes(part));

async function document() {
  const { rows } = await sql<{ visibility: string; confidentiality: string }>`
    select visibility, confidentiality from public.documents`.execute(base.db);
  return rows[0];
}

async function foreign() {
  const { items } = await listForeignWrites(base.db, { seesRestricted: true });
  return items.map(({ kind, chunks }) => ({ kind, chunks })).reverse();
}

test.each([false, true])(
  "curated values come back with their text (in two transactions: %s)",
  async (apart) => {
    await curate("frame");
    const before = await chunk("The frame is");
    await replaceChunks({ apart });
    const after = await chunk("The frame is");
    expect(after?.id).not.toBe(before?.id);
    expect(after).toMatchObject({ context_tags: ["by hand"], needs_review: false });
    expect(await chunk("The fork is")).toMatchObject({ context_tags: ["from the pipeline"] });
    expect(await foreign()).toEqual([
      { kind: "removed", chunks: 3 },
      { kind: "added", chunks: 3 },
    ]);
  },
);

test("a restriction comes back with its text, and covers the document while it is away", async () => {
  await curate("frame", { visibility: "internal" });
  await replaceChunks();
  expect(await chunk("The frame is")).toMatchObject({ visibility: "internal" });
  expect(await document()).toMatchObject({ visibility: "public" });
  await replaceChunks({ without: "The frame is" });
  expect(await document()).toMatchObject({ visibility: "internal" });
  expect((await foreign()).filter(({ kind }) => kind === "metadata")).toEqual([]);
});

test("a document that was covered is as before once the text is there again", async () => {
  await curate("frame", { visibility: "internal" });
  await replaceChunks({ apart: true });
  expect(await document()).toMatchObject({ visibility: "public" });
  expect(await chunk("The frame is")).toMatchObject({ visibility: "internal" });
  const { rows } = await sql<{ field: string; to: string }>`select field, to_value #>> '{}' as to
    from console.audit_log a join public.documents d on d.id::text = a.subject_id
    where action = 'document.restrict' order by a.at, a.id`.execute(base.db);
  expect(rows).toEqual([
    { field: "visibility", to: "internal" },
    { field: "visibility", to: "public" },
  ]);
});

test("a run gives what a person set to the text that took the place of a lost one, for review", async () => {
  await curate("frame", { visibility: "internal" });
  await sql`delete from public.chunks`.execute(base.db);
  expect(await document()).toMatchObject({ visibility: "internal" });
  corpus.write(
    "a.md",
    sections("wheel", "frame", "fork").replace("The frame is", "The light frame is"),
  );
  await runToEnd(base.db);
  expect(await chunk("The light frame is")).toMatchObject({
    context_tags: ["by hand"],
    visibility: "internal",
    needs_review: true,
  });
  expect(await document()).toMatchObject({ visibility: "public" });
});

test("a text that was changed in place is listed, and the next run mends it", async () => {
  await sql`update public.chunks set text = 'Something else stands here now.' where heading = 'frame'`.execute(
    base.db,
  );
  expect(await foreign()).toEqual([{ kind: "text", chunks: 1 }]);
  const { run } = await runToEnd(base.db);
  expect(run.documents).toMatchObject({ repaired: 1 });
  expect(await chunk("Something else")).toBeUndefined();
  expect(await chunk("The frame is")).toMatchObject({ vector: true });
  expect(await foreign()).toEqual([]);
});

test("a restriction goes along with its text when another program writes the texts one row further down", async () => {
  await curate("frame", { visibility: "internal" });
  await sql`update public.chunks c set text = before.text from public.chunks before
    where before.document_id = c.document_id and before.chunk_index = (c.chunk_index + 2) % 3`.execute(
    base.db,
  );
  expect(await chunk("The frame is")).toMatchObject({
    visibility: "internal",
    context_tags: ["by hand"],
    needs_review: true,
  });
  expect(await foreign()).toEqual([{ kind: "text", chunks: 3 }]);
});
