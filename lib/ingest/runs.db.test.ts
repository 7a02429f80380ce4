import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { listRuns } from "./list-runs.ts";
import { readRun } from "./read-run.ts";
import { readRunHistory } from "./read-run-history.ts";
import { requestRun } from "./request-run.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
const staff = (role: Staff["role"]): Staff => ({
  id: randomUUID(),
  userId: randomUUID(),
  email: `${role}@example.com`,
  role,
});
const admin = staff("admin");

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

async function addDocument(path: string, visibility = "public"): Promise<string> {
  const id = randomUUID();
  await sql`insert into public.documents (id, path, category, doc_type, status, embed_mode, visibility)
    values (${id}, ${path}, 'gun-info', 'text', 'active', 'full', ${visibility})`.execute(base.db);
  return id;
}

async function addEndedRun(state: string, at: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into console.runs
    (kind, environment, requested_by_label, state, created_at, started_at, finished_at)
    values ('ingest', 'local', 'a test', ${state}, ${at}, ${at}, ${at}) returning id`.execute(
    base.db,
  );
  return rows[0]?.id ?? "";
}

test("a re-embed is queued with its job and written to the audit log", async () => {
  const documentId = await addDocument("a/one.md");
  const id = await requestRun(base.db, admin, {
    kind: "reembed",
    mode: "selection",
    documentIds: [documentId],
  });
  const { run } = await readRun(base.db, id, { seesRestricted: true });
  expect(run).toMatchObject({
    kind: "reembed",
    mode: "selection",
    state: "queued",
    requestedBy: "admin@example.com",
    scope: { documentIds: [documentId] },
  });
  const { rows } = await sql`select j.id from pgboss.job j join console.audit_log a
    on a.subject_id = j.id::text and a.field = 'state' and a.actor_id = ${admin.userId}
    where j.id = ${id}`.execute(base.db);
  expect(rows).toHaveLength(1);
  const found = await listRuns(base.db, { documentId, active: true });
  expect(found.items.map((item) => item.id)).toEqual([id]);
  expect((await listRuns(base.db, { documentId: randomUUID() })).items).toEqual([]);
});

test("what already waits is not queued a second time", async () => {
  const documentId = await addDocument("a/two.md");
  const ask = () =>
    requestRun(base.db, admin, { kind: "reembed", mode: "selection", documentIds: [documentId] });
  expect(await ask()).toBe(await ask());
});

test("an unknown document is refused and nothing is queued", async () => {
  const before = (await listRuns(base.db, { limit: 200 })).items.length;
  const asked = requestRun(base.db, admin, {
    kind: "reembed",
    mode: "selection",
    documentIds: [randomUUID()],
  });
  await expect(asked).rejects.toMatchObject({ code: "not_found" });
  expect((await listRuns(base.db, { limit: 200 })).items).toHaveLength(before);
});

test.each(["viewer", "content_owner", "qa"] as const)("%s may not start a run", async (role) => {
  await expect(
    (async () => requestRun(base.db, staff(role), { kind: "ingest", mode: "full" }))(),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("pages hold every run once, newest first, also where times are equal", async () => {
  const at = "2020-01-01T00:00:00Z";
  const ids = await Promise.all(Array.from({ length: 7 }, () => addEndedRun("cancelled", at)));
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await listRuns(base.db, { state: "cancelled", limit: 3, before });
    seen.push(...page.items.map(({ id }) => id));
    before = page.nextCursor ?? undefined;
  } while (before);
  expect(seen).toEqual(ids.toSorted().reverse());
});

test("the history counts runs by day and outcome", async () => {
  const today = new Date().toISOString().slice(0, 10);
  await addEndedRun("failed", `${today}T00:00:01Z`);
  await addEndedRun("failed", `${today}T00:00:02Z`);
  const history = await readRunHistory(base.db, { state: "failed" });
  expect(new Set(history.map(({ day }) => day)).size).toBe(30);
  expect(history.at(-1)).toEqual({ day: today, outcome: "failed", runs: 2 });
});

test("events of restricted documents are for admins only", async () => {
  const open = await addDocument("a/open.md");
  const hidden = await addDocument("a/hidden.md", "admin-only");
  const id = await addEndedRun("succeeded", "2020-02-01T00:00:00Z");
  await sql`insert into console.run_events (run_id, document_id, path, action) values
    (${id}, ${open}, 'a/open.md', 'updated'), (${id}, ${hidden}, 'a/hidden.md', 'updated'),
    (${id}, null, 'a/hidden.md', 'skipped')`.execute(base.db);
  const paths = async (seesRestricted: boolean) =>
    (await readRun(base.db, id, { seesRestricted })).events.items.map(({ path }) => path);
  expect(await paths(true)).toEqual(["a/open.md", "a/hidden.md", "a/hidden.md"]);
  expect(await paths(false)).toEqual(["a/open.md"]);
});

test("a run that is not there says so", async () => {
  await expect(readRun(base.db, randomUUID(), { seesRestricted: true })).rejects.toMatchObject({
    code: "not_found",
  });
});
