import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Role } from "#lib/auth/schemas.ts";
import { auditFilterSchema } from "#lib/corpus/audit-request-schemas.ts";
import { addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { person } from "#lib/testing/person.ts";
import { exportAudit } from "./export-audit.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
  await sql`delete from console.audit_log`.execute(database.db);
});

const add = (document: string, to: unknown, times = 1) =>
  sql`insert into console.audit_log (actor_label, action, subject_type, subject_id, subject_label, field, to_value)
    select '=HYPERLINK("x")', 'document.edit', 'document', ${document}, 'a.md', 'title', ${JSON.stringify(to)}::jsonb
    from generate_series(1, ${times})`.execute(database.db);
async function rows(filter: Record<string, string> = {}, role: Role = "admin") {
  const file = exportAudit(database.db, auditFilterSchema.parse(filter), "csv", person(role));
  return parse(await new Response(file).text(), { columns: true }) as Record<string, string>[];
}

test("the file holds every entry once, beyond one batch, newest first, and no formula", async () => {
  const id = await addDocument(database.db, { path: "a.md" });
  await add(id, "T", 2_050);
  await sql`insert into console.audit_log (actor_label, action, subject_type, subject_id)
    values ('x', 'staff.add', 'staff', '1')`.execute(database.db);
  const all = await rows({ document: id });
  const ids = all.map((row) => row.id);
  expect([ids.length, new Set(ids).size]).toEqual([2_050, 2_050]);
  expect(ids).toEqual(ids.toSorted().toReversed());
  expect(all[0]).toMatchObject({ actor: `'=HYPERLINK("x")`, field: "title", to: "T" });
});

test("what a person may not know is in no file of theirs, nor an amount of a sensitive document", async () => {
  const secret = await addDocument(database.db, { path: "s.md", visibility: "admin-only" });
  const priced = await addDocument(database.db, { path: "p.md", pricingSensitive: true });
  await add(secret, "hidden");
  await add(priced, "From 14,900 EUR");
  const titles = async (role: Role) => (await rows({}, role)).map(({ to }) => to).toSorted();
  expect(await titles("admin")).toEqual([expect.stringContaining("[price removed]"), "hidden"]);
  expect(await titles("viewer")).toEqual([expect.stringContaining("[price removed]")]);
});
