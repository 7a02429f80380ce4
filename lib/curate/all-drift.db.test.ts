import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { driftListSchema } from "#lib/corpus/drift-schemas.ts";
import { addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { databaseClock } from "#lib/testing/database-clock.ts";
import { person } from "#lib/testing/person.ts";
import { acceptDrift, draftDrift } from "./accept-drift.ts";
import { applyChangeSet } from "./apply-change-set.ts";
import { decideChangeSet } from "./decide-change-set.ts";
import { listDrift } from "./list-drift.ts";
import { predictEffect } from "./predict-effect.ts";
import { readChangeSet } from "./read-change-set.ts";
import { undoChangeSet } from "./undo-change-set.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const owner = person("content_owner");
const admin = person("admin");
const context = (staff = owner) => ({ staff, requestId: "r" });

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
  for (const path of ["a/1.md", "a/2.md", "a/3.md", "b/4.md"]) await drifting(path);
});

/** Deprecated and retitled by a person, active by its manifest. */
async function drifting(path: string) {
  await addDocument(database.db, { path, title: "By hand", status: "deprecated" });
  await sql`update public.documents set ingested_at = now() - interval '1 day', curated = '{
      "status": {"value": "deprecated", "by": "x@example.com", "at": "2026-11-01T00:00:00Z", "over": "active"},
      "title": {"value": "By hand", "by": "x@example.com", "at": "2026-11-01T00:00:00Z", "over": "By file"}}',
    manifest_values = '{"status": "active"}' where path = ${path}`.execute(database.db);
}

const list = (state = {}) => listDrift(database.db, driftListSchema.parse(state), owner);
const all = async (filter = {}) => ({
  path: "",
  field: "",
  seenAt: await databaseClock(database.db),
  ...filter,
});
const documents = async (columns: string) =>
  (
    await sql`select path, ${sql.raw(columns)} from public.documents order by path`.execute(
      database.db,
    )
  ).rows;
const outcomes = async (id: string) =>
  (await readChangeSet(database.db, id, {}, admin)).items.map(
    ({ label, outcome, why }) => `${label}: ${why ?? outcome}`,
  );

test("the manifest's values of all that match are drafted, looked at, taken and given back", async () => {
  const request = {
    side: "manifest",
    matching: await all({ path: "A/", field: "status" }),
  } as const;
  const draft = await draftDrift(database.db, request, admin);
  expect(draft.total).toBe(3);
  const effect = await predictEffect(
    database.db,
    { changeSetId: draft.id, changes: {} },
    admin,
    new Date(),
  );
  expect(effect.rows).toEqual({ total: 3, change: 3, same: 0, skipped: 0 });
  expect(effect.sample[0]?.fields).toMatchObject([
    { name: "status", from: "deprecated", to: "active" },
  ]);
  expect((await list()).total).toBe(8);
  const applied = await applyChangeSet(
    database.db,
    draft.id,
    { changes: {}, reason: "As planned" },
    context(admin),
  );
  expect(applied.state).toBe("applied");
  expect(await readChangeSet(database.db, draft.id, {}, owner)).toMatchObject({
    filter: "path holds A/, field status",
    changes: [{ text: "what the manifest or the file says" }],
  });
  expect(await documents("status, title")).toEqual(
    ["a/1.md", "a/2.md", "a/3.md", "b/4.md"].map((path) => ({
      path,
      status: path === "b/4.md" ? "deprecated" : "active",
      title: "By hand",
    })),
  );
  expect((await list()).total).toBe(5);
  await undoChangeSet(database.db, draft.id, { rest: false }, context());
  expect((await list()).total).toBe(8);
});

test("documents that changed since the list was read are listed and left, those that agree by now too", async () => {
  const matching = await all();
  await sql`update public.documents set safety_notes = 'Later' where path = 'a/1.md'`.execute(
    database.db,
  );
  await sql`update public.documents set status = 'active', title = 'By file', curated = null where path = 'a/2.md'`.execute(
    database.db,
  );
  await drifting("a/5.md");
  await sql`update public.documents set ingested_at = now() where path = 'a/5.md'`.execute(
    database.db,
  );
  const left = ["a/1.md", "a/2.md", "a/5.md"].map((path) =>
    expect.stringMatching(`^${path}: Changed since it was looked at`),
  );
  const taken = async (side: "person" | "manifest") => {
    const { id } = await draftDrift(database.db, { side, matching }, admin);
    await applyChangeSet(database.db, id, { changes: {}, reason: "All" }, context(admin));
    return outcomes(id);
  };
  expect(await taken("person")).toEqual([
    ...left.slice(0, 2),
    "a/3.md: changed",
    left[2],
    "b/4.md: changed",
  ]);
  expect((await taken("manifest")).join()).not.toContain(": changed");
  expect(await documents("curated -> 'status' ->> 'kept' as kept, safety_notes as notes")).toEqual([
    { path: "a/1.md", kept: null, notes: "Later" },
    { path: "a/2.md", kept: null, notes: null },
    { path: "a/3.md", kept: "true", notes: null },
    { path: "a/5.md", kept: null, notes: null },
    { path: "b/4.md", kept: "true", notes: null },
  ]);
});

test("ours are kept as meant for all that match, in the log, and that is taken back as one change", async () => {
  const before = await documents("curated, status, title");
  const { id, total } = await draftDrift(
    database.db,
    { side: "person", matching: await all({ path: "a/" }) },
    owner,
  );
  expect(total).toBe(3);
  const effect = await predictEffect(
    database.db,
    { changeSetId: id, changes: {} },
    owner,
    new Date(),
  );
  expect([effect.rows.change, effect.asksReason, effect.serving.leave]).toEqual([3, false, 0]);
  expect(effect.sample[0]?.fields).toMatchObject([
    { name: "status", from: "deprecated", to: "deprecated" },
    { name: "title", from: "By hand", to: "By hand" },
  ]);
  await applyChangeSet(database.db, id, { changes: {} }, context());
  expect((await list()).items.filter(({ kept }) => kept)).toHaveLength(6);
  const logged = await audit("drift.keep", id);
  expect(logged).toHaveLength(6);
  expect(logged).toContainEqual({ field: "status", from: "active", to: "deprecated" });
  const again = await draftDrift(
    database.db,
    { side: "person", matching: await all({ path: "a/" }) },
    owner,
  );
  await applyChangeSet(database.db, again.id, { changes: {} }, context());
  expect(await outcomes(again.id)).toEqual(["a/1.md: same", "a/2.md: same", "a/3.md: same"]);
  const undone = await undoChangeSet(database.db, id, { rest: false }, context());
  expect(await documents("curated, status, title")).toEqual(before);
  expect(await audit("drift.unkeep", undone.id)).toHaveLength(6);
});

test("an embed mode that is kept as meant makes no run necessary, nor does the way back", async () => {
  const runs = async () => (await sql`select 1 from console.runs`.execute(database.db)).rows.length;
  await sql`update public.documents set status = 'active', embed_mode = 'metadata-only',
    manifest_values = '{"embed_mode": "full"}' where path = 'a/1.md'`.execute(database.db);
  const before = await runs();
  const request = { side: "person", matching: await all({ field: "embed_mode" }) } as const;
  const { changeSetId } = await acceptDrift(database.db, request, context());
  expect((await list({ field: "embed_mode" })).items).toMatchObject([
    { kept: true, by: owner.email },
  ]);
  await undoChangeSet(database.db, changeSetId, { rest: false }, context());
  expect((await list({ field: "embed_mode" })).items).toMatchObject([{ kept: false, by: null }]);
  expect(await runs()).toBe(before);
});

async function audit(action: string, changeSetId: string) {
  const { rows } =
    await sql`select field, from_value as "from", to_value as "to" from console.audit_log
    where action = ${action} and change_set_id = ${changeSetId}`.execute(database.db);
  return rows;
}

test("more documents than an owner may settle alone wait for an admin, whoever chose them", async () => {
  await sql`insert into console.settings (key, value) values ('change_set_rows_without_admin', '2')`.execute(
    database.db,
  );
  const request = { side: "person", matching: await all() } as const;
  const asked = await acceptDrift(database.db, request, context());
  expect(asked).toMatchObject({ state: "waiting for approval", fields: 8 });
  expect((await list()).items.some(({ kept }) => kept)).toBe(false);
  await decideChangeSet(database.db, asked.changeSetId, {
    approve: true,
    staff: admin,
    requestId: "r",
  });
  expect((await list()).items.every(({ kept }) => kept)).toBe(true);
  await sql`delete from console.settings where key = 'change_set_rows_without_admin'`.execute(
    database.db,
  );
});

test("a list that was read long ago, or where nothing differs, is refused", async () => {
  const side = "manifest";
  const long = { path: "", field: "", seenAt: "2026-01-01T00:00:00Z" };
  await expect(draftDrift(database.db, { side, matching: long }, owner)).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(
    draftDrift(database.db, { side, matching: await all({ path: "nowhere" }) }, owner),
  ).rejects.toMatchObject({ code: "invalid" });
});
