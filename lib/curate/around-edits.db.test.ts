import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { auditFilterSchema } from "#lib/corpus/audit-request-schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import { driftListSchema } from "#lib/corpus/drift-schemas.ts";
import { csvLine } from "#lib/format/csv.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { person } from "#lib/testing/person.ts";
import { acceptDrift } from "./accept-drift.ts";
import { applyChangeSet } from "./apply-change-set.ts";
import { editRow } from "./edit-row.ts";
import { extendVocabulary } from "./extend-vocabulary.ts";
import { importCsv } from "./import-csv.ts";
import { listAudit } from "./list-audit.ts";
import { countDrift, listDrift } from "./list-drift.ts";
import { countOpenFlags, listFlags } from "./list-flags.ts";
import { raiseFlag } from "./raise-flag.ts";
import { readManifest } from "./read-manifest.ts";
import { resolveFlag } from "./resolve-flag.ts";
import { undoChangeSet } from "./undo-change-set.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
let id = "";
const now = new Date();
const owner = person("content_owner");
const admin = person("admin");

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
  await sql`delete from console.audit_log`.execute(database.db);
  id = await addDocument(database.db, { path: "a.md", title: "A" });
});
const version = async (of = id) =>
  (
    await sql<{
      v: number;
    }>`select row_version::int as v from public.documents where id = ${of}`.execute(database.db)
  ).rows[0]?.v ?? 0;
const edit = async (changes: Changes, staff = owner, reason = "why") =>
  editRow(
    database.db,
    { subject: "document", id, version: await version(), changes, reason, staff },
    { now, requestId: "r1" },
  );
const audit = (filter: Record<string, string> = {}, staff = admin) =>
  listAudit(database.db, auditFilterSchema.parse(filter), staff);

test("the audit log is filtered by person, field, document, change set and time, page by page", async () => {
  const { changeSetId } = await edit({ title: { set: "B" }, tags: { add: ["x"] } });
  await edit({ title: { set: "C" } }, admin);
  const entries = (await audit()).items.map(({ field, actor, from, to }) => [
    field,
    actor,
    from,
    to,
  ]);
  // Newest first; the fields of one edit are of one moment.
  expect([entries[0], ...entries.slice(1).toSorted()]).toEqual([
    ["title", "admin@example.com", "B", "C"],
    ["tags", "content_owner@example.com", null, ["x"]],
    ["title", "content_owner@example.com", "A", "B"],
  ]);
  expect((await audit({ person: "owner" })).items).toHaveLength(2);
  expect((await audit({ field: "tags" })).items).toHaveLength(1);
  expect((await audit({ document: "a.md" })).items).toHaveLength(3);
  expect((await audit({ document: id, changeSet: changeSetId ?? "" })).items).toHaveLength(2);
  expect((await audit({ until: "2020-01-01" })).items).toEqual([]);
  expect((await audit({ from: "2020-01-01" })).items).toHaveLength(3);
  const first = await listAudit(database.db, auditFilterSchema.parse({}), admin, 2);
  const rest = await listAudit(
    database.db,
    auditFilterSchema.parse({ cursor: first.nextCursor }),
    admin,
    2,
  );
  expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null]);
  for (const bad of ["'; drop table console.audit_log; --", "%", "\\"])
    expect((await audit({ person: bad, document: bad, action: bad })).items).toEqual([]);
});

test("what is restricted, and what is gone, is in the log for admins alone; nothing of ours can change an entry", async () => {
  await edit({ visibility: { set: "admin-only" } }, admin);
  expect((await audit({}, owner)).items).toEqual([]);
  expect((await audit({}, admin)).items).toHaveLength(1);
  for (const role of ["perazzi_read", "perazzi_curate", "perazzi_ingest", "perazzi_console"])
    for (const statement of [
      "update console.audit_log set reason = 'x'",
      "delete from console.audit_log",
      "truncate console.audit_log",
    ])
      await expect(
        database.db.transaction().execute(async (tx) => {
          await sql`set local role ${sql.raw(role)}`.execute(tx);
          await sql.raw(statement).execute(tx);
        }),
      ).rejects.toMatchObject({ code: "42501" });
});

test("an exported file comes back: differing cells become a change set, rows changed since are left", async () => {
  const other = await addDocument(database.db, { path: "b.md", title: "B" });
  const head = ["id", "version", "path", "title", "summary", "tags"];
  const file = [
    head,
    [id, "1", "a.md", "A", "New summary", '["t"]'],
    [other, "1", "b.md", "B", "Other", ""],
    [crypto.randomUUID(), "1", "c.md", "", "", ""],
  ];
  const csv = file.map(csvLine).join("");
  await sql`update public.documents set author = 'x' where id = ${other}`.execute(database.db);
  const draft = await importCsv(
    database.db,
    { subject: "document", csv, name: "Summaries" },
    owner,
  );
  expect(draft).toMatchObject({ total: 2, problems: [{ line: 4 }], ignored: [] });
  await applyChangeSet(database.db, draft.id, { changes: {} }, { staff: owner, requestId: "r" });
  const rows = await sql<{
    summary: string | null;
    tags: unknown;
  }>`select summary, tags from public.documents order by path`.execute(database.db);
  expect(rows.rows).toEqual([
    { summary: "New summary", tags: ["t"] },
    { summary: null, tags: null },
  ]);
  await undoChangeSet(database.db, draft.id, { rest: false }, { staff: owner, requestId: "r" });
  const back = await sql<{
    summary: string | null;
  }>`select summary from public.documents where id = ${id}`.execute(database.db);
  expect(back.rows[0]?.summary).toBeNull();
  const same = [head, [id, String(await version()), "a.md", "A", "", ""]].map(csvLine).join("");
  await expect(
    importCsv(database.db, { subject: "document", csv: same }, owner),
  ).rejects.toMatchObject({ code: "invalid" });
});

test("drift lists both sides; the manifest's is taken as a change set, ours is marked as meant", async () => {
  await edit({ status: { set: "planned" }, title: { set: "Mine" } });
  const { items: drift } = await listDrift(database.db, driftListSchema.parse({}), owner);
  expect(drift).toMatchObject([
    {
      field: "status",
      value: "planned",
      said: "active",
      source: "manifest",
      by: "content_owner@example.com",
      kept: false,
    },
    { field: "title", value: "Mine", said: "A", source: "file", kept: false },
  ]);
  const pick = (at: number) => [
    { documentId: id, version: drift[at]?.version ?? 0, field: drift[at]?.field ?? "" },
  ];
  const context = { staff: owner, requestId: "r" };
  await acceptDrift(database.db, { side: "person", rows: pick(1) }, context);
  expect(await countDrift(database.db, { seesRestricted: true })).toBe(1);
  const rows = [{ documentId: id, version: await version(), field: "status" }];
  const taken = await acceptDrift(database.db, { side: "manifest", rows }, context);
  expect(taken.state).toBe("applied");
  const { items: left } = await listDrift(database.db, driftListSchema.parse({}), owner);
  expect(left).toMatchObject([{ field: "title", kept: true }]);
  expect((await audit({ action: "drift" })).items).toMatchObject([
    { field: "title", from: "A", to: "Mine" },
  ]);
});

test("the manifest is written out with the values in force, and as a patch of those lines alone", async () => {
  // It names documents that an owner may not know of.
  expect(() => readManifest(database.db, "manifest", owner)).toThrow(/role/);
  await expect(readManifest(database.db, "manifest", admin)).rejects.toMatchObject({
    code: "not_found",
  });
  const line = "| a.md | gun-info | model-details | active | false | full |\n";
  const text = `| Path | Category | Doc_Type | Status | Pricing_Sensitive | Embed_Mode |\n|--|--|--|--|--|--|\n${line}| b.md | x | y | active | false | full |\n`;
  await sql`insert into console.settings (key, value) values ('manifest_text', jsonb_build_object('text', ${text}::text))`.execute(
    database.db,
  );
  await edit({ status: { set: "deprecated" }, embedMode: { set: "ignore" } });
  expect(await readManifest(database.db, "manifest", admin)).toBe(
    text.replace("active | false | full", "deprecated | false | ignore"),
  );
  const patch = await readManifest(database.db, "diff", admin);
  expect(patch).toContain(
    `-${line}+| a.md | gun-info | model-details | deprecated | false | ignore |\n`,
  );
  await sql`delete from console.settings where key = 'manifest_text'`.execute(database.db);
});

test("anybody flags, who edits or raised it resolves, once; the audit log knows", async () => {
  const viewer = person("viewer");
  const [chunk] = await addChunks(database.db, id, [{}]);
  const flag = await raiseFlag(
    database.db,
    { subject: "document", id, kind: "note", note: "Old prices" },
    viewer,
    "r",
  );
  const other = await raiseFlag(
    database.db,
    { subject: "chunk", id: chunk ?? "", kind: "re-ingest", note: "Please" },
    owner,
    "r",
  );
  expect(await countOpenFlags(database.db, { seesRestricted: false })).toBe(2);
  await expect(
    resolveFlag(database.db, other.id, undefined, { staff: viewer, requestId: "r" }),
  ).rejects.toMatchObject({ code: "forbidden" });
  await resolveFlag(database.db, flag.id, "Done", { staff: viewer, requestId: "r" });
  await expect(
    resolveFlag(database.db, flag.id, "Again", { staff: owner, requestId: "r" }),
  ).rejects.toMatchObject({ code: "conflict" });
  const open = await listFlags(database.db, { state: "open", document: "", cursor: "" }, viewer);
  expect(open.items).toMatchObject([{ subject: "chunk", kind: "re-ingest", label: "a.md #1" }]);
  expect((await audit({ action: "flag" })).items).toHaveLength(3);
});

test("a term outside a closed vocabulary is refused until an admin adds it", async () => {
  await expect(edit({ platforms: { set: ["hoverbike"] } }, admin)).rejects.toMatchObject({
    code: "invalid",
    fields: { platforms: expect.any(String) },
  });
  expect(() =>
    extendVocabulary(database.db, { vocabulary: "platforms", term: "hoverbike" }, owner, "r"),
  ).toThrow(/does not allow/);
  await extendVocabulary(database.db, { vocabulary: "platforms", term: "hoverbike" }, admin, "r");
  expect((await edit({ platforms: { set: ["hoverbike"] } })).changed).toEqual(["platforms"]);
});

const assistant = sql<{
  n: number;
}>`select count(*)::int as n from public.embeddings e join public.chunks c on c.id = e.chunk_id
  join public.documents d on d.id = c.document_id where d.status = 'active' and d.visibility = 'public' and d.confidentiality = 'normal'`;

test.each([
  ["status", { status: { set: "planned" } }, { status: { set: "active" } }],
  ["visibility", { visibility: { set: "internal" } }, { visibility: { set: "public" } }],
  [
    "confidentiality",
    { confidentiality: { set: "elevated" } },
    { confidentiality: { set: "normal" } },
  ],
  ["embed mode ignore", { embedMode: { set: "ignore" } }, { embedMode: { set: "full" } }],
  [
    "embed mode metadata-only",
    { embedMode: { set: "metadata-only" } },
    { embedMode: { set: "full" } },
  ],
  ["pricing flag", { pricingSensitive: { set: true } }, { pricingSensitive: { set: false } }],
  ["start", { effectiveFrom: { set: "2999-01-01T00:00:00Z" } }, { effectiveFrom: { set: null } }],
  ["expiry", { expiresOn: { set: "2020-01-01T00:00:00Z" } }, { expiresOn: { set: null } }],
] as const)(
  "the assistant's own SQL sees a change of %s at once, and the way back costs nothing",
  async (_, away, back) => {
    await addChunks(database.db, id, [{}, {}]);
    expect((await edit(away, admin)).effect.left).toBe(2);
    expect((await assistant.execute(database.db)).rows[0]?.n).toBe(0);
    expect((await edit(back, admin)).effect.entered).toBe(2);
    expect((await assistant.execute(database.db)).rows[0]?.n).toBe(2);
  },
);

test("an edit that needs new chunks queues a run with its limit; a pricing flag goes to the head of the queue", async () => {
  const plain = await edit({ embedMode: { set: "metadata-only" } }, admin);
  const priced = await edit({ pricingSensitive: { set: true } }, admin);
  const jobs = await sql<{
    run: string;
    priority: number;
  }>`select data ->> 'runId' as run, priority from pgboss.job where name = 'runs'`.execute(
    database.db,
  );
  const priority = new Map(jobs.rows.map((job) => [job.run, job.priority]));
  expect(priority.get(plain.followUp?.runId ?? "")).toBe(0);
  expect(priority.get(priced.followUp?.runId ?? "")).toBe(100);
  const run = await sql<{
    scope: unknown;
    options: unknown;
  }>`select scope, options from console.runs where id = ${priced.followUp?.runId ?? ""}`.execute(
    database.db,
  );
  expect(run.rows[0]).toMatchObject({
    scope: { documentIds: [id] },
    options: { cause: "edit", upToTokens: 100_000 },
  });
});
