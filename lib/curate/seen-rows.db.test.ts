import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { databaseClock } from "#lib/testing/database-clock.ts";
import { applyChangeSet } from "./apply-change-set.ts";
import { draftChangeSet } from "./draft-change-set.ts";
import { predictEffect } from "./predict-effect.ts";
import { readChangeSet } from "./read-change-set.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const staff: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "owner@example.com",
  role: "content_owner",
};
const ids: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
  ids.length = 0;
  for (const path of ["a.md", "b.md", "c.md"]) {
    const id = await addDocument(database.db, { path });
    await addChunks(database.db, id, [{}], { embedded: false });
    ids.push(id);
  }
  await sql`update public.documents set ingested_at = now() - interval '1 day'`.execute(
    database.db,
  );
  await sql`update public.chunks set created_at = now() - interval '1 day'`.execute(database.db);
});

const write = (set: string, path: string) =>
  sql`update public.documents set ${sql.raw(set)} where path = ${path}`.execute(database.db);
async function outcome(subject: "document" | "chunk", filter: string, seenAt: string) {
  const { id, total } = await draftChangeSet(database.db, { subject, filter, seenAt }, staff);
  const changes = { safetyNotes: { set: "x" } };
  const preview = await predictEffect(database.db, { changeSetId: id, changes }, staff, new Date());
  await applyChangeSet(database.db, id, { changes }, { staff, requestId: "r" });
  const { items } = await readChangeSet(database.db, id, {}, staff);
  expect(preview.sample.flatMap(({ why }) => why ?? [])).toEqual(
    items.flatMap(({ why }) => why ?? []),
  );
  return [total, ...items.map(({ label, why }) => `${label}: ${why ?? "changed"}`)];
}
const gone = expect.stringMatching(/no longer matches the filter/);

test("a row that matched when the table was read and does so no longer is listed, and left", async () => {
  const seenAt = await databaseClock(database.db);
  await write("summary = 'New'", "a.md");
  await write("status = 'planned'", "b.md");
  await write("status = 'active'", "b.md");
  expect(await outcome("document", "summary.empty=yes", seenAt)).toEqual([
    3,
    gone,
    expect.stringMatching(/^b.md: Changed since/),
    "c.md: changed",
  ]);
});

test("a row that was written in the very tick in which the table was read is left", async () => {
  await write("title = 'In that tick'", "a.md");
  const { rows } = await sql<{
    at: string;
  }>`select to_json(coalesce(changed_at, ended_at)) #>> '{}' as at
    from console.document_versions order by coalesce(changed_at, ended_at) desc limit 1`.execute(
    database.db,
  );
  expect(await outcome("document", "", rows[0]?.at ?? "")).toEqual([
    3,
    expect.stringMatching(/^a.md: Changed since/),
    "b.md: changed",
    "c.md: changed",
  ]);
});

test("of chunks too, also where only their document changed", async () => {
  const seenAt = await databaseClock(database.db);
  await write("status = 'planned'", "a.md");
  await sql`update public.chunks set language = 'de' where document_id = ${ids[1]}`.execute(
    database.db,
  );
  expect(await outcome("chunk", "status=active&language=en", seenAt)).toEqual([
    3,
    gone,
    gone,
    "c.md #1: changed",
  ]);
});

test.each(["document", "chunk"] as const)(
  "a %s that was made after the table was read is not among all that match",
  async (subject) => {
    const seenAt = await databaseClock(database.db);
    const id = await addDocument(database.db, { path: "d.md" });
    await sql`insert into public.chunks (document_id, chunk_index, text) values (${id}, 0, 'new')`.execute(
      database.db,
    );
    await sql`alter table public.documents disable trigger user`.execute(database.db);
    await write("ingested_at = clock_timestamp()", "d.md");
    await sql`alter table public.documents enable trigger user`.execute(database.db);
    expect((await outcome(subject, "", seenAt))[0]).toBe(3);
  },
);

test("a table that was read before the kept versions begin is refused", async () => {
  const seenAt = new Date(Date.now() - 2 * 3_600_000).toISOString();
  const draft = draftChangeSet(database.db, { subject: "document", filter: "", seenAt }, staff);
  await expect(draft).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/Reload/),
  });
});
