import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role, Staff } from "#lib/auth/schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import { readDocument } from "#lib/corpus/read-document.ts";
import { readHistory } from "#lib/corpus/read-history.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { withoutIds } from "#lib/testing/without-ids.ts";
import { editRow } from "./edit-row.ts";
import { predictEffect } from "./predict-effect.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
let number = 0;
const now = new Date("2026-11-23T12:00:00Z");
const keep = (text: string) => text;
const admin = { seesRestricted: true };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function person(role: Role): Staff {
  return {
    id: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    email: `${role}@example.com`,
    role,
  };
}

async function someDocument(input: Partial<Parameters<typeof addDocument>[1]> = {}) {
  number += 1;
  const id = await addDocument(database.db, { path: `doc-${number}.md`, ...input });
  await addChunks(database.db, id, [{}, {}, {}]);
  return id;
}

const versionOf = async (id: string) =>
  (await readDocument(database.db, id, admin, { redact: keep })).version;
type Wanted = Record<string, unknown> & { reason?: string };
const changesOf = (wanted: Record<string, unknown>): Changes =>
  Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, { set: value }]));
const edit = async (
  id: string,
  { reason, ...wanted }: Wanted,
  role: Role = "content_owner",
  version?: number,
) =>
  editRow(
    database.db,
    {
      subject: "document",
      id,
      version: version ?? (await versionOf(id)),
      changes: changesOf(wanted),
      reason,
      staff: person(role),
    },
    { now, requestId: "r1" },
  );
const predict = async (id: string, wanted: Record<string, unknown>) =>
  (
    await predictEffect(
      database.db,
      {
        subject: "document",
        rows: [{ id, version: await versionOf(id) }],
        changes: changesOf(wanted),
      },
      person("admin"),
      now,
    )
  ).serving;
const servedRows = async (id: string) => {
  const found = await sql<{ n: number }>`select count(*)::int as n from public.embeddings e
    join public.chunks c on c.id = e.chunk_id where c.document_id = ${id}`.execute(database.db);
  return found.rows[0]?.n;
};

test("a status change takes the chunks out at once, is audited, and says whose it is", async () => {
  const id = await someDocument();
  const outcome = await edit(id, { status: "deprecated", reason: "Superseded" });
  expect(outcome).toMatchObject({
    changed: ["status"],
    effect: { left: 3, entered: 0, served: 0 },
  });
  expect(await servedRows(id)).toBe(0);
  const detail = await readDocument(database.db, id, admin, { redact: keep });
  expect(detail.version).toBe(outcome.version);
  expect(detail.embeddingState).toBe("not wanted");
  expect(detail.metadata.find(({ field }) => field === "status")).toEqual({
    field: "status",
    value: "deprecated",
    origin: "curated",
    manifest: "active",
    by: "content_owner@example.com",
    at: now.toISOString(),
  });
  const history = await readHistory(database.db, { documentId: id }, keep);
  expect(history).toMatchObject([
    {
      action: "document.edit",
      field: "status",
      from: "active",
      to: "deprecated",
      reason: "Superseded",
    },
  ]);
});

test("the effect that was predicted is the effect that follows, both ways", async () => {
  const id = await someDocument();
  expect(await predict(id, { status: "planned" })).toMatchObject({
    now: 3,
    after: 0,
    leave: 3,
    enter: 0,
  });
  await edit(id, { status: "planned" });
  expect(await predict(id, { status: "active" })).toMatchObject({
    now: 0,
    after: 3,
    leave: 0,
    enter: 3,
    withoutVector: 0,
  });
  expect((await edit(id, { status: "active" })).effect).toEqual({ left: 0, entered: 3, served: 3 });
});

test("an edit that changes nothing writes nothing", async () => {
  const id = await someDocument();
  const before = await versionOf(id);
  expect(await edit(id, { status: "active", guardrailFlags: [] })).toMatchObject({
    changed: [],
    version: before,
  });
  expect(await versionOf(id)).toBe(before);
  expect(await readHistory(database.db, { documentId: id }, keep)).toEqual([]);
});

test("a stale version is refused with the row as it is now", async () => {
  const id = await someDocument();
  const version = await versionOf(id);
  await edit(id, { guardrailFlags: ["safety-critical"] });
  await expect(edit(id, { status: "planned" }, "content_owner", version)).rejects.toMatchObject({
    code: "conflict",
    details: {
      version: version + 1,
      values: { status: "active", guardrailFlags: ["safety-critical"] },
    },
  });
});

test("of two edits at once one wins and the other is told", async () => {
  const id = await someDocument();
  const version = await versionOf(id);
  const results = await Promise.allSettled([
    edit(id, { status: "planned" }, "content_owner", version),
    edit(id, { status: "deprecated" }, "content_owner", version),
  ]);
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await readHistory(database.db, { documentId: id }, keep)).toHaveLength(1);
});

test("looser than the manifest takes an admin and a reason", async () => {
  const manifest = { status: "planned", embed_mode: "metadata-only" };
  const id = await someDocument({ status: "planned", embedMode: "metadata-only", manifest });
  await expect(edit(id, { status: "active" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(edit(id, { embedMode: "full" }, "admin")).rejects.toMatchObject({
    code: "invalid",
    fields: { reason: expect.any(String) },
  });
  expect(await edit(id, { status: "active", reason: "Launch" }, "admin")).toMatchObject({
    changed: ["status"],
  });
});

test("going back to the manifest's value is open to owners and ends the curation", async () => {
  const id = await someDocument();
  await edit(id, { status: "deprecated" });
  await edit(id, { status: "active" });
  const detail = await readDocument(database.db, id, admin, { redact: keep });
  expect(detail.metadata.find(({ field }) => field === "status")).toMatchObject({
    origin: "manifest",
  });
});

test("a viewer may not edit, and what is restricted is not there for an owner", async () => {
  const id = await someDocument({ visibility: "admin-only" });
  const version = await versionOf(id);
  const changes = changesOf({ status: "planned" });
  expect(() =>
    editRow(
      database.db,
      { subject: "document", id, version, changes, staff: person("viewer") },
      { now },
    ),
  ).toThrow(/does not allow/);
  await expect(edit(id, { status: "planned" })).rejects.toMatchObject({ code: "not_found" });
  await expect(
    readDocument(database.db, id, { seesRestricted: false }, { redact: keep }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("an unknown id is not found", async () => {
  const id = "00000000-0000-4000-8000-000000000000";
  await expect(readDocument(database.db, id, admin, { redact: keep })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(edit(id, { status: "planned" }, "admin", 1)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("amounts of a pricing-sensitive document are redacted wherever they are read", async () => {
  const id = await someDocument({ title: "From EUR 4,000" });
  await edit(id, { guardrailFlags: ["EUR4000"], reason: "It costs EUR 4,000" });
  await sql`update public.chunks set text = 'It costs EUR 4,000', heading_path = 'A > EUR 4,000',
    section_labels = '["EUR 4,000"]' where document_id = ${id}`.execute(database.db);
  // Written before anybody knew that they are prices: afterwards the database would refuse them.
  await sql`update public.documents set tags = '["EUR 4,000"]', author = 'EUR 4,000',
    stakeholders = '["EUR 4,000"]', series_part_title = 'EUR 4,000', manifest_values = '{"title": "EUR 4,000"}'
    where id = ${id}`.execute(database.db);
  await sql`update public.documents set pricing_sensitive = true where id = ${id}`.execute(
    database.db,
  );
  const redact = (text: string) => text.replace(/EUR ?[\d,]+/g, "[gone]");
  const detail = await readDocument(database.db, id, admin, { redact });
  const history = await readHistory(database.db, { documentId: id }, redact);
  expect(detail.chunks[0]?.text).toBe("It costs [gone]");
  expect(history).toHaveLength(1);
  expect(withoutIds(JSON.stringify({ detail, history }))).not.toMatch(/4,?000/);
  expect(await servedRows(id)).toBe(0);
});

test("a document that the manifest lists no more can not be made active, even by an admin", async () => {
  const id = await someDocument({ status: "deprecated" });
  await sql`update public.documents set manifest_values = '{"listed": false}' where id = ${id}`.execute(
    database.db,
  );
  await expect(edit(id, { status: "active", reason: "Please" }, "admin")).rejects.toMatchObject({
    code: "forbidden",
  });
});
