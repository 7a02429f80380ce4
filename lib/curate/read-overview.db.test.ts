import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { insertDocument } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { readOverview } from "./read-overview.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

const staff = (role: Staff["role"]): Staff => ({
  id: randomUUID(),
  userId: randomUUID(),
  email: `${role}@example.com`,
  role,
});
const read = (role: Staff["role"]) =>
  readOverview(base.db, staff(role), { seesRestricted: role === "admin", redact: (text) => text });

test("without anything every part is empty, and nothing is made up", async () => {
  const overview = await read("admin");
  expect(overview).toMatchObject({
    suspects: null,
    lastRun: null,
    active: [],
    recent: [],
    waiting: [],
    comingUp: [],
    budget: { tokens: null, spent: 0 },
    states: { documents: { all: 0 }, serving: { documents: 0, chunks: 0 } },
  });
  expect(overview.charts.rows).toHaveLength(30);
});

test("edits, runs and outside writes stand in one list, newest first; what is hidden is not in it", async () => {
  const { db } = base;
  const open = await insertDocument(db, { path: "open.md" });
  const hidden = await insertDocument(db, { path: "hidden.md", visibility: "admin-only" });
  await sql`insert into console.change_sets (id, state, created_by_label, created_at, applied_at, rows_changed)
    values ('00000000-0000-7000-8000-000000000001', 'applied', 'ann', now() - interval '3 hours', now() - interval '3 hours', 1)`.execute(
    db,
  );
  await sql`insert into console.change_set_rows (change_set_id, position, subject_id, label, seen_version, outcome)
    values ('00000000-0000-7000-8000-000000000001', 0, ${open}, 'open.md', 1, 'changed')`.execute(
    db,
  );
  await sql`insert into console.runs (kind, environment, requested_by_label, state, created_at, started_at, finished_at, documents_updated)
    values ('ingest', 'local', 'ci', 'succeeded', now() - interval '2 hours', now() - interval '2 hours', now() - interval '2 hours', 3)`.execute(
    db,
  );
  await sql`insert into console.runs (kind, environment, requested_by_label, state, approval_reason)
    values ('ingest', 'local', 'ci', 'waiting for approval', 'It removes a tenth.')`.execute(db);
  for (const id of [open, hidden])
    await sql`insert into console.foreign_writes (at, login, relation, row_id, document_id, before, after)
      values (now() - interval '1 hour', 'pipeline', 'documents', ${id}, ${id}, '{}', '{}')`.execute(
      db,
    );
  await sql`insert into console.runs (kind, environment, requested_by_label, state)
    select 'reembed', 'local', 'ci', 'queued' from generate_series(1, 12)`.execute(db);
  const overview = await read("viewer");
  expect(overview.recent.map(({ what, detail }) => [what, detail])).toEqual([
    ["outside", "open.md"],
    ["run", "Documents: 3 updated"],
    ["edit", expect.any(String)],
  ]);
  expect(overview.waiting).toMatchObject([{ title: "Ingest", reason: "It removes a tenth." }]);
  expect(overview.active).toHaveLength(5);
  // However many wait after it.
  expect(overview.lastRun?.state).toBe("succeeded");
  expect((await read("admin")).states.documents.all).toBe(overview.states.documents.all + 1);
});
