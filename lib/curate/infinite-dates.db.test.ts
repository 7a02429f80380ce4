import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documentListSchema } from "#lib/corpus/browse-schemas.ts";
import { listDocuments } from "#lib/corpus/list-documents.ts";
import { readDocument } from "#lib/corpus/read-document.ts";
import { addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { editRow } from "./edit-row.ts";
import { readEditable } from "./read-editable.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const reader = { seesRestricted: true, redact: (text: string) => text };
const staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "admin@example.com",
  role: "admin",
} as const;

test("a document that other software dated from and to infinity is listed, read and edited like any other", async () => {
  const { db } = database;
  const id = await addDocument(db, { path: "a.md", title: "Before" });
  await sql`update public.documents set effective_from = '-infinity', expires_on = 'infinity' where id = ${id}`.execute(
    db,
  );
  const { items } = await listDocuments(db, documentListSchema.parse({}), reader);
  expect(items).toMatchObject([{ expiresOn: "+275760-09-13T00:00:00.000Z" }]);
  expect((await readDocument(db, id, reader, reader)).title).toBe("Before");
  const { version, values } = await readEditable(db, "document", id, staff);
  expect(values).toMatchObject({ expiresOn: "+275760-09-13T00:00:00.000Z" });
  const changes = { title: { set: "After" } };
  await editRow(db, { subject: "document", id, version, changes, staff }, { now: new Date() });
  const { rows } =
    await sql`select title, expires_on::text as ends from public.documents where id = ${id}`.execute(
      db,
    );
  expect(rows).toEqual([{ title: "After", ends: "infinity" }]);
});
