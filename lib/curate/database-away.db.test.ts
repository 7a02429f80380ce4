import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { type Db, openDatabase } from "#lib/db/pool.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { editRow } from "./edit-row.ts";

const staff: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "owner@example.com",
  role: "content_owner",
};
let database: Awaited<ReturnType<typeof testDatabase>>;
let id: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
  id = await addDocument(database.db, { path: "a.md", title: "Before" });
});

const save = (db: Db) =>
  editRow(
    db,
    { subject: "document", id, version: 1, changes: { title: { set: "After" } }, staff },
    { now: new Date() },
  );

/** What the API would answer. */
const answer = (saving: Promise<unknown>) => saving.then(() => "saved", toAppError);

async function expectAway(saving: Promise<unknown>) {
  expect(await answer(saving)).toMatchObject({
    code: "unavailable",
    message: "The database did not answer. Nothing was changed; try again in a moment.",
  });
  const { rows } = await sql`
    select title, row_version::int as version, (select count(*)::int from console.audit_log where subject_id = ${id}) as audited,
      (select count(*)::int from console.change_sets) as sets from public.documents`.execute(
    database.db,
  );
  expect(rows).toEqual([{ title: "Before", version: 1, audited: 0, sets: 0 }]);
}

test("a database that is gone is said to be, in words that name no address", async () => {
  const db = openDatabase("postgres://nobody:secret@127.0.0.1:1/none", 1);
  await expectAway(save(db));
  await db.destroy();
});

// The server cuts the connection, which the local stack's kind cannot do.
test.skipIf(!childEnvironment().TEST_DATABASE_URL)(
  "a database that goes away in the middle of an edit leaves nothing of it, and the same edit succeeds afterwards",
  async () => {
    const db = openDatabase(database.url, 1);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
    let saving: Promise<unknown> = Promise.resolve();
    await database.db.transaction().execute(async (tx) => {
      // Somebody holds the row, so that the edit stands in its middle when its connection is cut.
      await sql`select 1 from public.documents where id = ${id} for update`.execute(tx);
      saving = save(db);
      saving.catch(() => undefined);
      for (let waiting = false; !waiting; ) {
        const found = await sql<{ waiting: boolean }>`
          select wait_event_type = 'Lock' as waiting from pg_stat_activity where pid = ${rows[0]?.pid}`.execute(
          database.db,
        );
        waiting = found.rows[0]?.waiting === true;
      }
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db);
    });
    await expectAway(saving);
    expect(await save(db)).toMatchObject({ version: 2 });
    await db.destroy();
  },
);
