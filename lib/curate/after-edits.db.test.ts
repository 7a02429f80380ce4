import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { auditFilterSchema } from "#lib/corpus/audit-request-schemas.ts";
import { documentListSchema } from "#lib/corpus/browse-schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import { driftListSchema } from "#lib/corpus/drift-schemas.ts";
import { listDocuments } from "#lib/corpus/list-documents.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { vectorParameter } from "#lib/embed/vector-parameter.ts";
import { resetEnv } from "#lib/env/env.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { person } from "#lib/testing/person.ts";
import { applyChangeSet } from "./apply-change-set.ts";
import { checkQueries } from "./check-queries.ts";
import { comingUp } from "./coming-up.ts";
import { draftChangeSet } from "./draft-change-set.ts";
import { editRow } from "./edit-row.ts";
import { listAudit } from "./list-audit.ts";
import { listDrift } from "./list-drift.ts";
import { previewEffect, previewQueries } from "./preview-draft.ts";
import { readManifest } from "./read-manifest.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
let id = "";
const admin = person("admin");
const reader = { seesRestricted: true, redact: (text: string) => text };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
  await sql`delete from console.audit_log`.execute(database.db);
  id = await addDocument(database.db, { path: "a.md", title: "A" });
});
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});
const write = (set: string) =>
  sql`update public.documents set ${sql.raw(set)} where id = ${id}`.execute(database.db);
async function edit(changes: Changes) {
  const { rows } = await sql<{ version: number }>`
    select row_version::int as version from public.documents where id = ${id}`.execute(database.db);
  const request = { subject: "document" as const, id, version: rows[0]?.version ?? 0, changes };
  return editRow(
    database.db,
    { ...request, reason: "why", staff: admin },
    { now: new Date(), requestId: "r" },
  );
}

test("two queries of one name are each compared with what they themselves found before", async () => {
  const { vector, model } = await embedQuery("brazing lugs", { cause: "preview" });
  const [chunk] = await addChunks(database.db, id, [{ text: "brazing lugs" }], { embedded: false });
  await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
    values (${chunk}, ${model}, ${vectorParameter(vector)})`.execute(database.db);
  await sql`insert into console.settings (key, value) values ('embedding_model', to_jsonb(${model}::text))
    on conflict (key) do update set value = excluded.value`.execute(database.db);
  const none = '{"filters": [{"field": "language", "is": "any", "values": ["de"]}]}';
  for (const filters of ["{}", none])
    await sql`insert into console.saved_queries (name, text, filters, owner_id, owner_label)
      values ('one name', 'brazing lugs', ${filters}::jsonb, ${admin.id}, 'me')`.execute(
      database.db,
    );
  const rows = [{ id, version: 1 }];
  const draft = await draftChangeSet(database.db, { subject: "document", rows }, admin);
  const changes = { tags: { add: ["x"] } };
  await previewEffect(database.db, draft.id, changes, admin, new Date());
  await previewQueries(database.db, draft.id, changes, admin, new Date());
  await applyChangeSet(database.db, draft.id, { changes }, { staff: admin, requestId: "r" });
  const { results } = await checkQueries(database.db, draft.id, admin);
  expect(
    results.map(({ before, after, changed }) => [before.length, after.length, changed]),
  ).toEqual(
    expect.arrayContaining([
      [1, 1, false],
      [0, 0, false],
    ]),
  );
});

test("a summary that a person wrote over a derived one is theirs in the table too", async () => {
  await write(`summary = 'Derived', derived_fields = '["summary"]'`);
  const derived = async () =>
    (await listDocuments(database.db, documentListSchema.parse({}), reader)).items[0]
      ?.summaryDerived;
  expect(await derived()).toBe(true);
  await edit({ summary: { set: "Written" } });
  expect(await derived()).toBe(false);
});

test("a document that is active again is cut again where its mode changed meanwhile", async () => {
  await addChunks(database.db, id, [{}]);
  await write(`manifest_values = '{"pipeline": "1/1/x/full/open"}'`);
  await edit({ status: { set: "deprecated" } });
  expect((await edit({ embedMode: { set: "metadata-only" } })).followUp).toBeNull();
  expect((await edit({ status: { set: "active" } })).followUp).toMatchObject({ state: "queued" });
  await edit({ embedMode: { set: "full" } });
  await edit({ status: { set: "deprecated" } });
  expect((await edit({ status: { set: "active" } })).followUp).toBeNull();
});

test("days of the audit log are days of the console's time zone", async () => {
  vi.stubEnv("CONSOLE_TIME_ZONE", "America/New_York");
  resetEnv();
  for (const at of ["2026-03-02T04:59:00Z", "2026-03-02T05:01:00Z", "2026-03-03T04:59:00Z"])
    await sql`insert into console.audit_log (at, actor_label, action, subject_type, subject_id, subject_label)
      values (${at}, 'x', 'staff.test', 'staff', '1', ${at})`.execute(database.db);
  const filter = auditFilterSchema.parse({ from: "2026-03-02", until: "2026-03-02" });
  const { items } = await listAudit(database.db, filter, admin);
  expect(items.map(({ subjectLabel }) => subjectLabel).toSorted()).toEqual([
    "2026-03-02T05:01:00Z",
    "2026-03-03T04:59:00Z",
  ]);
});

test("drift is listed page by page and narrowed by path and field, and all of it is in the manifest", async () => {
  const count = 2_010;
  await sql`insert into public.documents (path, category, doc_type, status, embed_mode, manifest_values)
    select 'd/' || n || '.md', 'gun-info', 'model-details', 'planned', 'full', '{"status": "active"}'
    from generate_series(1, ${count}) n`.execute(database.db);
  const seen = new Set<string>();
  let after: string | undefined;
  do {
    const page = await listDrift(database.db, driftListSchema.parse({ after, limit: 200 }), admin);
    expect([page.items.length <= 200, page.total]).toEqual([true, count]);
    for (const { path } of page.items) seen.add(path);
    after = page.nextCursor ?? undefined;
  } while (after !== undefined);
  expect(seen.size).toBe(count);
  const some = driftListSchema.parse({ path: "D/200", field: "status" });
  const { items, total } = await listDrift(database.db, some, admin);
  expect(total).toBe(items.length);
  expect(items.length).toBe(11);
  const none = driftListSchema.parse({ field: "embed_mode" });
  expect(await listDrift(database.db, none, admin)).toMatchObject({ items: [], total: 0 });
  const lines = Array.from(
    { length: count },
    (_, n) => `| d/${n + 1}.md | x | y | active | false | full |`,
  );
  const text = `| Path | Category | Doc_Type | Status | Pricing_Sensitive | Embed_Mode |\n|--|--|--|--|--|--|\n${lines.join("\n")}\n`;
  await sql`insert into console.settings (key, value)
    values ('manifest_text', ${JSON.stringify({ text })}::jsonb)
    on conflict (key) do update set value = excluded.value`.execute(database.db);
  expect(await readManifest(database.db, "manifest", admin)).toBe(
    text.replaceAll("| active |", "| planned |"),
  );
});

test("what starts or expires within 30 days is coming up", async () => {
  await edit({
    effectiveFrom: { set: new Date(Date.now() + 5 * 86_400_000).toISOString() },
    expiresOn: { set: new Date(Date.now() + 60 * 86_400_000).toISOString() },
  });
  expect(await comingUp(database.db, admin)).toMatchObject([{ documentId: id, what: "starts" }]);
  await edit({
    effectiveFrom: { set: null },
    expiresOn: { set: new Date(Date.now() + 5 * 86_400_000).toISOString() },
  });
  expect(await comingUp(database.db, admin)).toMatchObject([{ documentId: id, what: "expires" }]);
});
