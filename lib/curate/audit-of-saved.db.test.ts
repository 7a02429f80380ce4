import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Role, Staff } from "#lib/auth/schemas.ts";
import { noAuditFilter } from "#lib/corpus/audit-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { changeConfiguration } from "#lib/evaluate/change-configuration.ts";
import { changeQuery } from "#lib/evaluate/change-query.ts";
import { removeSaved } from "#lib/evaluate/remove-saved.ts";
import { saveConfiguration } from "#lib/evaluate/save-configuration.ts";
import { saveQuery } from "#lib/evaluate/save-query.ts";
import { queryInputSchema } from "#lib/evaluate/schemas.ts";
import { insertDocument } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { listAudit } from "./list-audit.ts";

let db: Db;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await testDatabase());
});
afterAll(() => close());

function person(role: Role, digit: string): Staff {
  const id = `00000000-0000-4000-8000-00000000000${digit}`;
  return { id, userId: null, email: `${role}${digit}@example.com`, role };
}
const ada = person("qa", "1");
const bob = person("qa", "2");
const boss = person("admin", "3");

const question = (input: object) =>
  queryInputSchema.parse({ name: "Mine", text: "a private thought", shared: false, ...input });
const settings = (input: object) => ({
  name: "secret plan",
  note: null,
  settings: { k: 5 },
  shared: false,
  ...input,
});

/** What a person reads in the log of one row: actions and fields, the newest first. */
async function entries(staff: Staff, id: string): Promise<string[]> {
  const { items } = await listAudit(db, { ...noAuditFilter, document: id }, staff);
  return items.map(({ action, field }) => `${action} ${field}`);
}

it("shows what became of a private query to its owner alone, also once it is gone", async () => {
  const saved = await saveQuery(db, ada, question({}));
  const change = { id: saved.id, version: 1, input: question({ text: "a second thought" }) };
  await changeQuery(db, ada, change);
  expect(await entries(ada, saved.id)).toEqual(["query.change text", "query.save text"]);
  expect(await entries(bob, saved.id)).toEqual([]);
  expect(await entries(boss, saved.id)).toEqual([]);
  await removeSaved(db, ada, { table: "saved_queries", id: saved.id, version: 2 });
  expect((await entries(ada, saved.id)).length).toBe(3);
  expect(await entries(bob, saved.id)).toEqual([]);
});

it("shows what became of a private configuration to its owner alone, also once it is gone", async () => {
  const saved = await saveConfiguration(db, ada, settings({}));
  const change = { id: saved.id, version: 1, input: settings({ name: "secret plan B" }) };
  await changeConfiguration(db, ada, change);
  expect((await entries(ada, saved.id)).length).toBe(2);
  expect(await entries(bob, saved.id)).toEqual([]);
  await removeSaved(db, ada, { table: "saved_configurations", id: saved.id, version: 2 });
  expect((await entries(ada, saved.id)).length).toBe(3);
  expect(await entries(bob, saved.id)).toEqual([]);
});

it("shows what became of shared ones to everybody, also once they are gone", async () => {
  const query = await saveQuery(db, ada, question({ shared: true }));
  expect(await entries(bob, query.id)).toEqual(["query.save text"]);
  await removeSaved(db, bob, { table: "saved_queries", id: query.id, version: 1 });
  expect(await entries(person("viewer", "4"), query.id)).toEqual([
    "query.remove row",
    "query.save text",
  ]);
});

it("names an expected document to those alone who see everything", async () => {
  const id = await insertDocument(db, { path: "takeover.md", visibility: "admin-only" });
  const expected = [{ kind: "chunk", id, path: "takeover.md", heading: "Bid 4900" }];
  const saved = await saveQuery(db, boss, question({ shared: true }));
  const change = { id: saved.id, version: 1, input: question({ shared: true, expected }) };
  await changeQuery(db, boss, change);
  await removeSaved(db, boss, { table: "saved_queries", id: saved.id, version: 2 });
  const read = async (staff: Staff) =>
    JSON.stringify((await listAudit(db, { ...noAuditFilter, document: saved.id }, staff)).items);
  expect(await read(bob)).toContain(id);
  expect(await read(bob)).not.toMatch(/takeover|Bid/);
  expect(await read(boss)).toContain("takeover.md");
  expect(await read(boss)).not.toContain("Bid");
});

it("hides a removed one whose entry does not say whose it was", async () => {
  const id = crypto.randomUUID();
  await sql`insert into console.audit_log (actor_label, action, subject_type, subject_id, field, from_value)
    values ('x', 'query.remove', 'query', ${id}, 'row', '{"text": "a thought", "shared": false}')`.execute(
    db,
  );
  expect(await entries(boss, id)).toEqual([]);
});
