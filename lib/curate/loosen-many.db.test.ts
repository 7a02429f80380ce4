import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { csvLine } from "#lib/format/csv.ts";
import { addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { applyChangeSet } from "./apply-change-set.ts";
import { draftChangeSet } from "./draft-change-set.ts";
import { importCsv } from "./import-csv.ts";
import { readChangeSet } from "./read-change-set.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const owner: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "owner@example.com",
  role: "content_owner",
};

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Two documents that a person made internal, with their versions. */
async function internal(): Promise<{ id: string; version: number }[]> {
  const { db } = database;
  const made = await Promise.all(
    [1, 2].map(() => addDocument(db, { path: `${crypto.randomUUID()}.md` })),
  );
  const rows = made.map((id) => ({ id, version: 1 }));
  const { id } = await draftChangeSet(db, { subject: "document", rows }, owner);
  await apply(id, { visibility: { set: "internal" } });
  const found = await sql<{ id: string; version: number }>`
    select id, row_version::int as version from public.documents where id = any(${made}::uuid[])`.execute(
    db,
  );
  return found.rows;
}
const apply = (id: string, changes: object, reason?: string) =>
  applyChangeSet(
    database.db,
    id,
    { changes: { ...changes }, reason },
    { staff: owner, requestId: "r" },
  );
const state = async (id: string) => (await readChangeSet(database.db, id, {}, owner)).state;

test("a change of many that loosens a guard is not made, not even of no row, until somebody says why", async () => {
  const rows = await internal();
  const { id } = await draftChangeSet(database.db, { subject: "document", rows }, owner);
  const open = { visibility: { set: "public" } };
  await expect(apply(id, open)).rejects.toMatchObject({
    code: "invalid",
    fields: { reason: expect.stringContaining("why") },
  });
  expect(await state(id)).toBe("draft");
  expect(await apply(id, open, "They were announced.")).toMatchObject({ state: "applied" });
  const { rows: done } = await readChangeSet(database.db, id, {}, owner);
  expect(done).toMatchObject({ changed: 2, skipped: 0 });
});

test("the same of a file that comes back; what tightens asks for nothing", async () => {
  const rows = await internal();
  const head = ["id", "version", "visibility"];
  const file = (visibility: string) => [
    head,
    ...rows.map(({ id, version }) => [id, String(version), visibility]),
  ];
  const csv = (visibility: string) => file(visibility).map(csvLine).join("");
  const loose = await importCsv(database.db, { subject: "document", csv: csv("public") }, owner);
  await expect(apply(loose.id, {})).rejects.toMatchObject({ code: "invalid" });
  expect(await state(loose.id)).toBe("draft");
  const tight = await importCsv(
    database.db,
    { subject: "document", csv: csv("admin-only") },
    owner,
  );
  expect(await apply(tight.id, {})).toMatchObject({ state: "applied" });
  const { rows: now } = await sql<{ visibility: string }>`select visibility from public.documents
    where id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(database.db);
  expect(now.map(({ visibility }) => visibility)).toEqual(["admin-only", "admin-only"]);
});
