import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noAuditFilter } from "#lib/corpus/audit-schemas.ts";
import { addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { person } from "#lib/testing/person.ts";
import { applyChangeSet } from "./apply-change-set.ts";
import { draftChangeSet } from "./draft-change-set.ts";
import { listAudit } from "./list-audit.ts";
import { listChangeSets } from "./list-change-sets.ts";
import { readChangeSet } from "./read-change-set.ts";
import { recentChanges } from "./recent-changes.ts";
import { undoChangeSet } from "./undo-change-set.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const owner = person("content_owner");
const viewer = person("viewer");
const words = { staff: owner, requestId: "r" };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const amount = /7[.,]?777/;
const changes = {
  summary: { set: "From € 7,777, with MX8" },
  tags: { add: ["7777 euros"] },
  approver: { set: "Ada" },
};

/** A change of two documents, undone, told of with an amount in every word that a person may type. */
async function changeOfTwo() {
  const { db } = database;
  const ids = [
    await addDocument(db, { path: `${crypto.randomUUID()}.md`, title: "Priced later" }),
    await addDocument(db, { path: `${crypto.randomUUID()}.md`, title: "Never priced" }),
  ];
  const rows = ids.map((id) => ({ id, version: 1 }));
  const { id } = await draftChangeSet(db, { subject: "document", rows }, owner);
  const told = { name: "All for € 7,777", note: "note € 7,777", reason: "reason € 7,777" };
  await applyChangeSet(db, id, { changes, ...told }, words);
  const undone = await undoChangeSet(db, id, { rest: false, reason: "back € 7,777" }, words);
  return { id, undoId: undone.id, sensitive: ids[0] ?? "" };
}

async function shownOf(id: string, undoId: string) {
  const { db } = database;
  const read = [
    await readChangeSet(db, id, {}, viewer),
    await readChangeSet(db, undoId, {}, viewer),
  ];
  const { items: listed } = await listChangeSets(db, {}, viewer);
  const told = (await recentChanges(db, viewer, [])).filter(({ id: of }) => of === id);
  const logged = await Promise.all(
    [id, undoId].map((changeSet) => listAudit(db, { ...noAuditFilter, changeSet }, viewer)),
  );
  const ofSets = logged.flatMap(({ items }) =>
    items.map(({ subjectType, subjectLabel, reason }) => ({ subjectType, subjectLabel, reason })),
  );
  return {
    sets: JSON.stringify(read.map(({ items: _, ...set }) => set)),
    listed: JSON.stringify(listed.filter((set) => set.id === id || set.id === undoId)),
    overview: JSON.stringify(told),
    log: JSON.stringify(ofSets),
  };
}

test("a change set that touches a price-sensitive document says no amount, however old it is", async () => {
  const { id, undoId, sensitive } = await changeOfTwo();
  for (const text of Object.values(await shownOf(id, undoId))) expect(text).toMatch(amount);
  await sql`update public.documents set pricing_sensitive = true where id = ${sensitive}`.execute(
    database.db,
  );
  const after = await shownOf(id, undoId);
  for (const text of Object.values(after)) expect(text).not.toMatch(amount);
  expect(after.sets).toContain("MX8");
  expect(after.sets).toContain("set to Ada");
  await sql`delete from public.documents where id = ${sensitive}`.execute(database.db);
  for (const text of Object.values(await shownOf(id, undoId))) expect(text).not.toMatch(amount);
});
