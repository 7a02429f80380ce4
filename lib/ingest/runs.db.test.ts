import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { withRole } from "#lib/db/with-role.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { countRun } from "./count-run.ts";
import { listRuns } from "./list-runs.ts";
import { readRun } from "./read-run.ts";
import { readRunCharts } from "./read-run-charts.ts";
import { requestRun } from "./request-run.ts";
import type { RequestRun } from "./run-request-schemas.ts";

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
    scope: { documents: 1 },
  });
  const { rows } = await sql`select j.id from pgboss.job j join console.audit_log a
    on a.subject_id = j.id::text and a.field = 'state' and a.actor_id = ${admin.userId}
    where j.id = ${id}`.execute(base.db);
  expect(rows).toHaveLength(1);
  const found = await listRuns(base.db, { seesRestricted: true }, { documentId, active: true });
  expect(found.items.map((item) => item.id)).toEqual([id]);
  expect(
    (await listRuns(base.db, { seesRestricted: true }, { documentId: randomUUID() })).items,
  ).toEqual([]);
});

test("what already waits is not queued a second time", async () => {
  const documentId = await addDocument("a/two.md");
  const ask = () =>
    requestRun(base.db, admin, { kind: "reembed", mode: "selection", documentIds: [documentId] });
  expect(await ask()).toBe(await ask());
});

test("what another person queued is not handed out: it is in the way, and a dry run is in nobody's", async () => {
  const documentId = await addDocument("a/three.md");
  const chosen: RequestRun = {
    kind: "reembed",
    mode: "selection",
    documentIds: [documentId],
  };
  const mine = await requestRun(base.db, admin, chosen);
  await expect(requestRun(base.db, staff("admin"), chosen)).rejects.toMatchObject({
    code: "conflict",
    details: { runId: mine },
  });
  const dry = { kind: "ingest", mode: "dry-run", path: "a/three.md" } as const;
  expect(await requestRun(base.db, admin, dry)).not.toBe(
    await requestRun(base.db, staff("admin"), dry),
  );
});

test("a request that is sent again under its key gets its run, also one that is at work by now", async () => {
  const documentId = await addDocument("a/four.md");
  const ask = () =>
    requestRun(
      base.db,
      admin,
      { kind: "reembed", mode: "selection", documentIds: [documentId] },
      { idempotencyKey: "after a cut connection" },
    );
  const id = await ask();
  await sql`update console.runs set state = 'running' where id = ${id}`.execute(base.db);
  expect(await ask()).toBe(id);
});

test("a folder is in the way of what lies in it, not of one whose name begins alike", async () => {
  const ask = (path: string) =>
    requestRun(base.db, staff("admin"), { kind: "ingest", mode: "incremental", path });
  const id = await ask("part-1");
  await expect(ask("part-1/inside.md")).rejects.toMatchObject({ details: { runId: id } });
  await expect(ask("part-1/")).rejects.toMatchObject({ details: { runId: id } });
  await expect(ask("part-10")).resolves.not.toBe(id);
});

test("a path that only admins may know of is not told with the run", async () => {
  await addDocument("secret/plan.md", "admin-only");
  await addDocument("open/plan.md");
  await addDocument("open/secret.md", "admin-only");
  const told = async (path: string, seesRestricted: boolean) => {
    const { rows } = await sql<{ id: string }>`insert into console.runs
      (kind, environment, requested_by_label, state, scope, finished_at)
      values ('ingest', 'local', 'a test', 'failed', ${JSON.stringify({ path })}::jsonb, now()) returning id`.execute(
      base.db,
    );
    const { run } = await readRun(base.db, rows[0]?.id ?? "", { seesRestricted });
    return run.scope;
  };
  expect(await told("secret", true)).toEqual({ path: "secret" });
  for (const path of ["secret", "secret/", "secret/plan.md", "open/secret.md"])
    expect(await told(path, false)).toEqual({ hiddenPath: true });
  for (const path of ["open", "open/plan.md", "not/there.md"])
    expect(await told(path, false)).toEqual({ path });
});

test("an unknown document is refused and nothing is queued", async () => {
  const before = (await listRuns(base.db, { seesRestricted: true }, { limit: 200 })).items.length;
  const asked = requestRun(base.db, admin, {
    kind: "reembed",
    mode: "selection",
    documentIds: [randomUUID()],
  });
  await expect(asked).rejects.toMatchObject({ code: "not_found" });
  expect((await listRuns(base.db, { seesRestricted: true }, { limit: 200 })).items).toHaveLength(
    before,
  );
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
    const page = await listRuns(
      base.db,
      { seesRestricted: true },
      { state: "cancelled", limit: 3, before },
    );
    seen.push(...page.items.map(({ id }) => id));
    before = page.nextCursor ?? undefined;
  } while (before);
  expect(seen).toEqual(ids.toSorted().reverse());
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

test("a run's figures are told without what is of restricted documents, in charts too; admins see all", async () => {
  await addDocument("figures/open.md");
  const hidden = await addDocument("figures/hidden.md", "admin-only");
  const { rows } = await sql<{ id: string }>`insert into console.runs
    (kind, environment, requested_by_label, state, created_at, started_at, planned_at)
    values ('ingest', 'local', 'figures', 'running', now(), now(), now()) returning id`.execute(
    base.db,
  );
  const id = rows[0]?.id ?? "";
  await sql`insert into console.run_plan_items
      (run_id, ordinal, path, document_id, action, state, done_added, done_embedded) values
    (${id}, 0, 'figures/open.md', null, 'new', 'done', 5, 5),
    (${id}, 1, 'figures/hidden.md', null, 'new', 'done', 7, 7),
    (${id}, 2, 'moved/hidden.md', ${hidden}, 'update', 'failed', 0, 0)`.execute(base.db);
  await sql`insert into console.run_events (run_id, path, level, action) values
    (${id}, 'figures/open.md', 'warning', 'warn'), (${id}, 'figures/hidden.md', 'warning', 'warn')`.execute(
    base.db,
  );
  await withRole(base.db, "perazzi_ingest", (tx) => countRun(tx, id));
  await sql`update console.runs set state = 'succeeded with errors', finished_at = now() where id = ${id}`.execute(
    base.db,
  );
  const seen = async (seesRestricted: boolean) => {
    const { run } = await readRun(base.db, id, { seesRestricted });
    const charts = await readRunCharts(base.db, { who: "figures" }, { seesRestricted });
    const sums = charts.rows.map(({ documents, chunks }) => [
      documents.new,
      documents.failed,
      chunks.written,
    ]);
    const { documents, chunks, errors, warnings } = run;
    return { documents, embedded: chunks.embedded, errors, warnings, bar: sums.at(-1) };
  };
  expect(await seen(true)).toMatchObject({
    documents: { total: 3, scanned: 3, new: 2, failed: 1 },
    ...{ embedded: 12, errors: 1, warnings: 2, bar: [2, 1, 12] },
  });
  expect(await seen(false)).toMatchObject({
    documents: { total: 1, scanned: 1, new: 1, failed: 0 },
    ...{ embedded: 5, errors: 0, warnings: 1, bar: [1, 0, 5] },
  });
});

test("a run that is not there says so", async () => {
  await expect(readRun(base.db, randomUUID(), { seesRestricted: true })).rejects.toMatchObject({
    code: "not_found",
  });
});
