import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { auditFilterSchema } from "#lib/corpus/audit-request-schemas.ts";
import { withRole } from "#lib/db/with-role.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { vectorParameter } from "#lib/embed/vector-parameter.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { person } from "#lib/testing/person.ts";
import { applyChangeSet } from "./apply-change-set.ts";
import { checkQueries } from "./check-queries.ts";
import { comingUp } from "./coming-up.ts";
import { draftChangeSet } from "./draft-change-set.ts";
import { keptQueries } from "./kept-queries.ts";
import { listAudit } from "./list-audit.ts";
import { listChangeSets } from "./list-change-sets.ts";
import { predictEffect } from "./predict-effect.ts";
import { previewEffect, previewQueries } from "./preview-draft.ts";
import { raiseFlag } from "./raise-flag.ts";
import { readChangeSet } from "./read-change-set.ts";
import { resolveFlag } from "./resolve-flag.ts";
import { undoChangeSet } from "./undo-change-set.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const ids: string[] = [];
const owner = person("content_owner");
const admin = person("admin");
const now = new Date();

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
  await sql`delete from console.saved_queries`.execute(database.db);
  ids.length = 0;
  for (const path of ["a.md", "secret.md"]) {
    const id = await addDocument(database.db, { path });
    await addChunks(database.db, id, [{}, {}]);
    ids.push(id);
  }
});

const rows = () => ids.map((id) => ({ id, version: 1 }));
const draft = (staff: Staff, chosen = rows()) =>
  draftChangeSet(database.db, { subject: "document", rows: chosen }, staff);
const apply = (id: string, changes: Record<string, unknown>, staff: Staff) =>
  applyChangeSet(database.db, id, { changes, reason: "why", name: "N" }, context(staff));
const context = (staff: Staff) => ({ staff, requestId: "r1" });
const hide = (path = "secret.md") =>
  sql`update public.documents set visibility = 'admin-only' where path = ${path}`.execute(
    database.db,
  );
/** A set of an admin over both documents, applied; the second is hidden then. */
async function appliedThenHidden(changes: Record<string, unknown> = { title: { set: "T" } }) {
  const { id } = await draft(admin);
  await previewEffect(database.db, id, changes, admin, now);
  await apply(id, changes, admin);
  await hide();
  return id;
}

test("a person who is an admin no more when they press apply changes as what they are then", async () => {
  await sql`update public.documents set status = 'planned',
    manifest_values = '{"status": "planned"}'`.execute(database.db);
  const { id } = await draft(
    admin,
    ids.map((one) => ({ id: one, version: 2 })),
  );
  const demoted: Staff = { ...admin, role: "content_owner" };
  await apply(id, { status: { set: "active" } }, demoted);
  const set = await readChangeSet(database.db, id, {}, demoted);
  expect(set.rows).toEqual({ total: 2, changed: 0, same: 0, skipped: 2 });
  expect(set.items[0]?.why).toMatch(/looser than the manifest/);
});

test("an undo names no row that the person may not see, and leaves it as it is", async () => {
  const id = await appliedThenHidden();
  const refused = undoChangeSet(database.db, id, { rest: false }, context(owner));
  await expect(refused).rejects.toMatchObject({
    code: "conflict",
    details: { blocked: [], blockedCount: 1, free: 1 },
  });
  const undone = await undoChangeSet(database.db, id, { rest: true }, context(owner));
  const { rows: left } = await sql<{
    title: string | null;
  }>`select title from public.documents order by path`.execute(database.db);
  expect(left.map(({ title }) => title)).toEqual([null, "T"]);
  await sql`delete from public.documents where path = 'secret.md'`.execute(database.db);
  const set = await readChangeSet(database.db, undone.id, {}, owner);
  expect(set.items.map(({ label }) => label)).toEqual(["a.md"]);
});

test("a change set of hidden rows alone is not there: not to undo, not to ask again", async () => {
  const { id } = await draft(admin, [{ id: ids[1] ?? "", version: 1 }]);
  await apply(id, { title: { set: "T" } }, admin);
  await hide();
  const missing = { code: "not_found" };
  await expect(
    undoChangeSet(database.db, id, { rest: true }, context(owner)),
  ).rejects.toMatchObject(missing);
  await expect(checkQueries(database.db, id, owner)).rejects.toMatchObject(missing);
});

test("a draft is previewed by who made it alone, and shows no row that was hidden since", async () => {
  const { id } = await draft(owner);
  const changes = { title: { set: "T" } };
  await hide();
  for (const preview of [previewEffect, previewQueries])
    await expect(preview(database.db, id, changes, admin, now)).rejects.toMatchObject({
      code: "forbidden",
    });
  const effect = await previewEffect(database.db, id, changes, owner, now);
  expect(effect.rows).toEqual({ total: 2, change: 1, same: 0, skipped: 1 });
  expect(effect.sample.map(({ label }) => label)).toEqual(["a.md"]);
});

test("of a set with rows that a reader may not see the others are counted, and its effect is withheld", async () => {
  const id = await appliedThenHidden({ pricingSensitive: { set: true } });
  const whole = { withheld: false, rows: { total: 2, changed: 2, same: 0, skipped: 0 } };
  const mine = await readChangeSet(database.db, id, {}, admin);
  expect(mine).toMatchObject({ ...whole, predicted: { effect: { rows: { change: 2 } } } });
  const rest = { total: 1, changed: 1, same: 0, skipped: 0 };
  const part = { withheld: true, rows: rest, predicted: null, actual: null };
  const theirs = await readChangeSet(database.db, id, {}, owner);
  expect(theirs).toMatchObject(part);
  expect(JSON.stringify(theirs)).not.toContain("secret.md");
  const listed = async (staff: Staff) =>
    (await listChangeSets(database.db, {}, staff)).items.find((set) => set.id === id);
  expect(await listed(owner)).toMatchObject(part);
  expect(await listed(admin)).toMatchObject(whole);
});

test("a set that is named after its only visible row is not named after a hidden one", async () => {
  const { id } = await draft(admin);
  await applyChangeSet(
    database.db,
    id,
    { changes: { title: { set: "T" } }, reason: "why" },
    context(admin),
  );
  await hide("a.md");
  const { name } = await readChangeSet(database.db, id, {}, owner);
  expect(name).toBe("Edit of secret.md");
});

test("the guardrail scan, the tokens and what is coming up leave out chunks that the person may not see", async () => {
  const id = await addDocument(database.db, { path: "c.md" });
  const text = "It costs € 1,234 today.";
  await addChunks(
    database.db,
    id,
    [{ text }, { text, visibility: "admin-only" }, { text, confidentiality: "elevated" }],
    { embedded: false },
  );
  await sql`update public.documents set expires_on = now() + interval '3 days' where id = ${id}`.execute(
    database.db,
  );
  const target = {
    subject: "document" as const,
    rows: [{ id, version: 2 }],
    changes: { pricingSensitive: { set: true } },
  };
  const seen = async (staff: Staff) => {
    const { guardrail, embedding } = await predictEffect(database.db, target, staff, now);
    const [coming] = await comingUp(database.db, staff);
    return {
      // The scan stops when its time is used up.
      chunksToScan: (guardrail?.scanned ?? 0) + (guardrail?.notScanned ?? 0),
      again: embedding.again,
      tokens: embedding.tokens,
      chunks: coming?.chunks,
    };
  };
  const all = { chunksToScan: 3, again: 3, tokens: 30, chunks: 3 };
  expect(await seen(admin)).toEqual(all);
  const one = { chunksToScan: 1, again: 1, tokens: 10, chunks: 1 };
  expect(await seen(owner)).toEqual(one);
});

test("a preview asks no question out of somebody else's history", async () => {
  const other = crypto.randomUUID();
  await sql`insert into console.staff (id, user_id, email, role)
    values (${other}, ${crypto.randomUUID()}, 'other@example.com', 'viewer')`.execute(database.db);
  await sql`insert into console.query_history (staff_id, text) values (${other}, 'theirs')`.execute(
    database.db,
  );
  const kept = (staff: Staff) =>
    withRole(database.db, "perazzi_curate", (tx) => keptQueries(tx, staff));
  expect(await kept(owner)).toMatchObject({ source: "none", queries: [] });
  expect(await kept({ ...owner, id: other })).toMatchObject({ queries: [{ text: "theirs" }] });
});

test("of the log a preview asks what programs asked alone, and only while their words are kept", async () => {
  for (const [origin, text] of [
    ["api", "by a program"],
    ["lab", "by a person"],
  ])
    await sql`insert into console.retrieval_log (id, at, origin, status, asked_with, query_text, total_ms)
      values (${crypto.randomUUID()}, now(), ${origin}, 200, 'query', ${text}, 1)`.execute(
      database.db,
    );
  const keep = (queryText: boolean) =>
    sql`insert into console.settings (key, value)
      values ('retrieval_log', ${JSON.stringify({ enabled: true, queryText })}::jsonb)
      on conflict (key) do update set value = excluded.value`.execute(database.db);
  const texts = async () =>
    (await withRole(database.db, "perazzi_curate", (tx) => keptQueries(tx, owner))).queries.map(
      ({ text }) => text,
    );
  await keep(true);
  expect(await texts()).toEqual(["by a program"]);
  await keep(false);
  expect(await texts()).toEqual([]);
});

test("the name of a private query is shown on the change's page to who keeps it alone", async () => {
  for (const [name, shared] of [
    ["mine", false],
    ["ours", true],
  ])
    await sql`insert into console.saved_queries (name, text, shared, owner_id, owner_label)
      values (${name}, ${name}, ${shared}, ${owner.id}, 'me')`.execute(database.db);
  const { vector, model } = await embedQuery("mine", { cause: "preview" });
  await sql`update public.embeddings set embedding_model = ${model}, embedding = ${vectorParameter(vector)}`.execute(
    database.db,
  );
  await sql`insert into console.settings (key, value) values ('embedding_model', to_jsonb(${model}::text))
    on conflict (key) do update set value = excluded.value`.execute(database.db);
  const { id } = await draft(owner);
  await previewQueries(database.db, id, { status: { set: "planned" } }, owner, now);
  await previewEffect(database.db, id, { status: { set: "planned" } }, owner, now);
  await apply(id, { status: { set: "planned" } }, owner);
  const names = async (staff: Staff) =>
    (await readChangeSet(database.db, id, {}, staff)).predicted?.queries?.results
      .map(({ query }) => query)
      .toSorted();
  expect(await names(owner)).toEqual(["mine", "ours"]);
  expect(await names(admin)).toEqual(["a private query", "ours"]);
  await checkQueries(database.db, id, owner);
  const { actual } = await readChangeSet(database.db, id, {}, admin);
  expect(JSON.stringify(actual)).not.toContain("mine");
});

test("the audit log tells of no change set of hidden rows alone; a flag on one is not there", async () => {
  const { id } = await draft(admin, [{ id: ids[1] ?? "", version: 1 }]);
  await apply(id, { title: { set: "T" } }, admin);
  const flag = await raiseFlag(
    database.db,
    { subject: "document", id: ids[1] ?? "", kind: "note", note: "look" },
    owner,
    "r1",
  );
  const entries = async (staff: Staff) =>
    (await listAudit(database.db, auditFilterSchema.parse({ changeSet: id }), staff)).items.filter(
      ({ subjectType }) => subjectType === "change_set",
    ).length;
  expect(await entries(owner)).toBe(1);
  await hide();
  expect(await entries(owner)).toBe(0);
  expect(await entries(admin)).toBe(1);
  await expect(resolveFlag(database.db, flag.id, undefined, context(owner))).rejects.toMatchObject({
    code: "not_found",
  });
  await resolveFlag(database.db, flag.id, undefined, context(admin));
});
