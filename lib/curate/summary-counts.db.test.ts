import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { draftChangeSet } from "./draft-change-set.ts";
import { editRow } from "./edit-row.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const staff: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "owner@example.com",
  role: "content_owner",
};

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("a derived summary counts as missing until a person writes one", async () => {
  const ids: string[] = [];
  for (const path of ["a.md", "b.md"]) ids.push(await addDocument(database.db, { path }));
  await sql`update public.documents set summary = 'Derived', derived_fields = '["summary"]'`.execute(
    database.db,
  );
  const missing = () =>
    draftChangeSet(database.db, { subject: "document", filter: "?summary.empty=yes" }, staff).then(
      ({ total }) => total,
    );
  const before = await missing();
  await editRow(
    database.db,
    {
      subject: "document",
      id: ids[0] ?? "",
      version: 2,
      changes: { summary: { set: "Written" } },
      staff,
    },
    { now: new Date() },
  );
  expect([before, await missing()]).toEqual([2, 1]);
});
