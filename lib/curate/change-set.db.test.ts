import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Role, Staff } from "#lib/auth/schemas.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { databaseClock } from "#lib/testing/database-clock.ts";
import { applyChangeSet } from "./apply-change-set.ts";
import { decideChangeSet } from "./decide-change-set.ts";
import { draftChangeSet } from "./draft-change-set.ts";
import { listChangeSets } from "./list-change-sets.ts";
import { predictEffect } from "./predict-effect.ts";
import { readChangeSet } from "./read-change-set.ts";
import { undoChangeSet } from "./undo-change-set.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const ids: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
  ids.length = 0;
  for (const name of ["a", "b", "c", "d"]) {
    const id = await addDocument(database.db, { path: `${name}.md`, title: name.toUpperCase() });
    await addChunks(database.db, id, [{}, {}]);
    ids.push(id);
  }
});

const people = new Map<Role, Staff>();
function person(role: Role): Staff {
  const made = people.get(role) ?? {
    id: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    email: `${role}@example.com`,
    role,
  };
  people.set(role, made);
  return made;
}
const owner = () => person("content_owner");
const context = (staff = owner()) => ({ staff, requestId: "r1" });
const chosen = () => ids.map((id) => ({ id, version: 1 }));
const draft = (staff = owner()) =>
  draftChangeSet(database.db, { subject: "document", rows: chosen() }, staff);
const apply = (id: string, changes: Record<string, unknown>, staff = owner(), rest = {}) =>
  applyChangeSet(
    database.db,
    id,
    { changes, name: "Heritage", note: "For the launch", ...rest },
    context(staff),
  );
const detail = (id: string, staff = owner()) => readChangeSet(database.db, id, {}, staff);
async function column(name: string) {
  const found = await sql<{
    value: unknown;
  }>`select ${sql.ref(name)} as value from public.documents order by path`.execute(database.db);
  return found.rows.map(({ value }) => value);
}
const served = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from public.embeddings`.execute(database.db))
    .rows[0]?.n;

test("terms are added to many rows at once; each row is audited under the one change set", async () => {
  await sql`update public.documents set tags = '["old"]' where path = 'b.md'`.execute(database.db);
  const { id, total } = await draftChangeSet(
    database.db,
    { subject: "document", filter: "" },
    owner(),
  );
  expect(total).toBe(4);
  expect(await apply(id, { tags: { add: ["heritage"] } })).toEqual({ id, state: "applied" });
  expect(await column("tags")).toEqual([
    ["heritage"],
    ["heritage", "old"],
    ["heritage"],
    ["heritage"],
  ]);
  expect(await detail(id)).toMatchObject({
    name: "Heritage",
    note: "For the launch",
    changes: [{ label: "Tags", text: "add heritage" }],
    rows: { total: 4, changed: 4, same: 0, skipped: 0 },
    items: [
      { label: "a.md", fields: [{ label: "Tags", from: null, to: ["heritage"] }] },
      {},
      {},
      {},
    ],
  });
  const audit = await sql<{
    n: number;
    people: number;
  }>`select count(*)::int as n, count(distinct request_id)::int as people
    from console.audit_log where change_set_id = ${id} and action = 'document.edit'`.execute(
    database.db,
  );
  expect(audit.rows[0]).toEqual({ n: 4, people: 1 });
});

test("rows that changed since they were seen, or are so already, are listed and left alone", async () => {
  const { id } = await draft();
  await sql`update public.documents set author = 'somebody' where path = 'a.md'`.execute(
    database.db,
  );
  await sql`delete from public.documents where path = 'd.md'`.execute(database.db);
  const before = await predictEffect(
    database.db,
    { changeSetId: id, changes: { status: { set: "planned" } } },
    owner(),
    new Date(),
  );
  expect(before).toMatchObject({
    rows: { total: 4, change: 2, same: 0, skipped: 2 },
    serving: { leave: 4 },
  });
  await apply(id, { status: { set: "planned" } });
  expect(await column("status")).toEqual(["active", "planned", "planned"]);
  const after = await detail(id);
  expect(after.rows).toEqual({ total: 4, changed: 2, same: 0, skipped: 2 });
  expect(after.actual?.effect.serving).toMatchObject({ leave: 4, enter: 0 });
  expect(after.items.map(({ why }) => why?.slice(0, 26) ?? null)).toEqual([
    "Changed since it was looke",
    null,
    null,
    "It is not there any more, ",
  ]);
});

test("all that match are pinned as they were when the table was read", async () => {
  const seenAt = await databaseClock(database.db);
  await sql`update public.documents set author = 'somebody' where path = 'a.md'`.execute(
    database.db,
  );
  const { id } = await draftChangeSet(
    database.db,
    { subject: "document", filter: "", seenAt },
    owner(),
  );
  await apply(id, { tags: { add: ["x"] } });
  expect(await column("tags")).toEqual([null, ["x"], ["x"], ["x"]]);
});

test("undo gives each row its own earlier value and its vectors back, and can be undone itself", async () => {
  await sql`update public.documents set tags = '["own"]', status = 'planned' where path = 'c.md'`.execute(
    database.db,
  );
  const rows = ids.map((id, at) => ({ id, version: at === 2 ? 2 : 1 }));
  const { id } = await draftChangeSet(database.db, { subject: "document", rows }, owner());
  await apply(id, { tags: { set: ["all"] }, status: { set: "deprecated" } });
  expect(await served()).toBe(0);
  const undone = await undoChangeSet(database.db, id, { rest: false }, context());
  expect(undone.state).toBe("applied");
  expect(await column("tags")).toEqual([null, null, ["own"], null]);
  expect(await column("status")).toEqual(["active", "active", "planned", "active"]);
  expect(await column("curated")).toEqual([null, null, null, null]);
  expect(await served()).toBe(6);
  expect((await detail(id)).undoneBy).toBe(undone.id);
  await undoChangeSet(database.db, undone.id, { rest: false }, context());
  expect(await column("status")).toEqual(Array(4).fill("deprecated"));
});

test("undo is refused where a later change stands in the way, and can be had for the rest", async () => {
  const { id } = await draft();
  await apply(id, { tags: { set: ["one"] } });
  const next = await draftChangeSet(
    database.db,
    { subject: "document", rows: [{ id: ids[0] ?? "", version: 2 }] },
    owner(),
  );
  await apply(next.id, { tags: { add: ["two"] } });
  await expect(undoChangeSet(database.db, id, { rest: false }, context())).rejects.toMatchObject({
    code: "conflict",
    details: {
      blockedCount: 1,
      free: 3,
      blocked: [{ label: "a.md", why: "A later change stands in the way: Tags." }],
    },
  });
  expect((await column("tags")).filter((tags) => tags === null)).toEqual([]);
  await undoChangeSet(database.db, id, { rest: true }, context());
  expect(await column("tags")).toEqual([["one", "two"], null, null, null]);
});

test("a later change of another field is not in the way; one row and one field can be undone alone", async () => {
  const { id } = await draft();
  await apply(id, { tags: { set: ["one"] }, language: { set: "it" } });
  await sql`update public.documents set author = 'later'`.execute(database.db);
  await undoChangeSet(
    database.db,
    id,
    { rest: false, subjectId: ids[1], field: "tags" },
    context(),
  );
  expect(await column("tags")).toEqual([["one"], null, ["one"], ["one"]]);
  expect(await column("language")).toEqual(["it", "it", "it", "it"]);
});

test("an owner's set above the limit waits for an admin, who applies or rejects it", async () => {
  await sql`insert into console.settings (key, value) values ('change_set_rows_without_admin', '2')
    on conflict (key) do update set value = '2'`.execute(database.db);
  const { id } = await draft();
  expect((await apply(id, { tags: { add: ["x"] } })).state).toBe("waiting for approval");
  expect(await column("tags")).toEqual([null, null, null, null]);
  await expect(
    decideChangeSet(database.db, id, { approve: true, ...context() }),
  ).rejects.toMatchObject({ code: "forbidden" });
  expect(
    (await decideChangeSet(database.db, id, { approve: true, ...context(person("admin")) })).state,
  ).toBe("applied");
  expect(await column("tags")).toEqual(Array(4).fill(["x"]));
  const audit = await sql<{ who: string }>`select distinct actor_label as who from console.audit_log
    where change_set_id = ${id} and action = 'document.edit'`.execute(database.db);
  expect(audit.rows).toEqual([{ who: "content_owner@example.com" }]);
  await expect(
    decideChangeSet(database.db, id, { approve: false, ...context(person("admin")) }),
  ).rejects.toMatchObject({ code: "conflict" });
  await sql`delete from console.settings where key = 'change_set_rows_without_admin'`.execute(
    database.db,
  );
});

test("rows that would be looser than allowed are left, the others change", async () => {
  await sql`update public.documents set manifest_values = '{"status": "planned"}', status = 'planned' where path = 'a.md'`.execute(
    database.db,
  );
  await sql`update public.documents set status = 'planned' where path = 'b.md'`.execute(
    database.db,
  );
  const rows = ids.map((id, at) => ({ id, version: at < 2 ? 2 : 1 }));
  const { id } = await draftChangeSet(database.db, { subject: "document", rows }, owner());
  await apply(id, { status: { set: "active" } });
  expect(await column("status")).toEqual(["planned", "active", "active", "active"]);
  expect((await detail(id)).rows).toEqual({ total: 4, changed: 1, same: 2, skipped: 1 });
});

test("a draft is its maker's, is applied once, and a bad change names its field", async () => {
  const { id } = await draft();
  await expect(apply(id, { tags: { add: ["x"] } }, person("admin"))).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(apply(id, { status: { set: "gone" } })).rejects.toMatchObject({
    code: "invalid",
    fields: { status: expect.any(String) },
  });
  await expect(apply(id, {})).rejects.toMatchObject({ code: "invalid" });
  await apply(id, { tags: { add: ["x"] } });
  await expect(apply(id, { tags: { add: ["y"] } })).rejects.toMatchObject({ code: "conflict" });
});

test("what is restricted is neither pinned for an owner nor shown to one", async () => {
  await sql`update public.documents set visibility = 'admin-only' where path in ('a.md', 'b.md')`.execute(
    database.db,
  );
  expect(
    (await draftChangeSet(database.db, { subject: "document", filter: "" }, owner())).total,
  ).toBe(2);
  const admin = person("admin");
  const { id } = await draftChangeSet(database.db, { subject: "document", filter: "" }, admin);
  await apply(id, { tags: { add: ["x"] } }, admin);
  expect((await detail(id)).items.map(({ label }) => label)).toEqual(["c.md", "d.md"]);
  const only = await draftChangeSet(
    database.db,
    { subject: "document", rows: [{ id: ids[0] ?? "", version: 3 }] },
    admin,
  );
  await apply(only.id, { tags: { add: ["y"] } }, admin);
  await expect(detail(only.id)).rejects.toMatchObject({ code: "not_found" });
  expect(
    (await listChangeSets(database.db, {}, owner())).items.some(({ id: one }) => one === only.id),
  ).toBe(false);
  expect((await listChangeSets(database.db, {}, admin)).items[0]?.id).toBe(only.id);
});

test("a row whose document may hold no amount is left; it stops no other row of the set", async () => {
  await sql`update public.documents set pricing_sensitive = true where path = 'a.md'`.execute(
    database.db,
  );
  const rows = ids.map((id, at) => ({ id, version: at === 0 ? 2 : 1 }));
  const { id } = await draftChangeSet(database.db, { subject: "document", rows }, owner());
  const changes = { summary: { set: "From EUR 4,000 on" } };
  const predicted = await predictEffect(
    database.db,
    { changeSetId: id, changes },
    owner(),
    new Date(),
  );
  expect(predicted.rows).toMatchObject({ change: 3, skipped: 1 });
  expect((await apply(id, changes)).state).toBe("applied");
  expect((await column("summary")).map((one) => one !== null)).toEqual([false, true, true, true]);
  expect((await detail(id)).items[0]?.why).toMatch(/amount of money/);
});
