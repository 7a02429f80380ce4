import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import { csvLine } from "#lib/format/csv.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { person } from "#lib/testing/person.ts";
import { acceptDrift } from "./accept-drift.ts";
import { applyChangeSet } from "./apply-change-set.ts";
import { draftChangeSet } from "./draft-change-set.ts";
import { editRow } from "./edit-row.ts";
import { importCsv } from "./import-csv.ts";
import { predictEffect } from "./predict-effect.ts";
import { readChangeSet } from "./read-change-set.ts";
import { undoChangeSet } from "./undo-change-set.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
let id = "";
let chunk = "";
const now = new Date();
const owner = person("content_owner");
const admin = person("admin");
const context = (staff = owner) => ({ staff, requestId: "r1" });

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
  id = await addDocument(database.db, { path: "a.md", title: "A" });
  [chunk = ""] = await addChunks(database.db, id, [{ text: "It costs € 1,234." }]);
});

const write = (set: string) =>
  sql`update public.documents set ${sql.raw(set)} where id = ${id}`.execute(database.db);
async function read(column: string, relation: "documents" | "chunks" = "documents") {
  const { rows } = await sql<{ v: unknown; version: number }>`
    select ${sql.ref(column)} as v, row_version::int as version from ${sql.table(`public.${relation}`)}
    where id = ${relation === "chunks" ? chunk : id}`.execute(database.db);
  return rows[0] ?? { v: undefined, version: 0 };
}
const edit = async (changes: Changes, staff: Staff, reason?: string) =>
  editRow(
    database.db,
    { subject: "document", id, version: (await read("id")).version, changes, reason, staff },
    { now },
  );
async function bulk(subject: "document" | "chunk", changes: Changes, reason = "", staff = owner) {
  const relation = subject === "chunk" ? "chunks" : "documents";
  const rows = [
    { id: subject === "chunk" ? chunk : id, version: (await read("id", relation)).version },
  ];
  const draft = await draftChangeSet(database.db, { subject, rows }, staff);
  const target = { changeSetId: draft.id, changes };
  const effect = await predictEffect(database.db, target, staff, now);
  await applyChangeSet(database.db, draft.id, { changes, reason }, context(staff));
  const set = await readChangeSet(database.db, draft.id, {}, staff);
  return { effect, set, why: set.items[0]?.why };
}

test("a term outside a closed vocabulary is skipped with the reason, in the preview too", async () => {
  const { effect, why } = await bulk("document", { platforms: { add: ["hoverbike"] } });
  expect(effect).toMatchObject({ rows: { change: 0, skipped: 1 } });
  expect(effect.sample[0]?.why).toMatch(/Not in the vocabulary: hoverbike/);
  expect(why).toBe(effect.sample[0]?.why);
  const lines = [
    ["id", "version", "platforms"],
    [id, "1", '["hoverbike"]'],
  ];
  const file = { subject: "document" as const, csv: lines.map(csvLine).join("") };
  const { id: draft } = await importCsv(database.db, file, owner);
  await applyChangeSet(database.db, draft, { changes: {} }, context());
  const set = await readChangeSet(database.db, draft, {}, owner);
  expect(set.items[0]?.why).toMatch(/Not in the vocabulary/);
  expect((await read("platforms")).v).toBeNull();
});

test("a term that is not in the vocabulary and stood there before comes back by undo", async () => {
  await write(`platforms = '["hoverbike"]'`);
  const { set } = await bulk("document", { platforms: { set: null } });
  await undoChangeSet(database.db, set.id, { rest: false }, context());
  expect((await read("platforms")).v).toEqual(["hoverbike"]);
});

test("to take the manifest's looser value a reason is asked for, with the guardrail scan", async () => {
  await edit({ pricingSensitive: { set: true } }, owner);
  await write(`manifest_values = '{"pricing_sensitive": false}'`);
  const accept = async (reason?: string) =>
    acceptDrift(
      database.db,
      {
        side: "manifest",
        rows: [{ documentId: id, version: (await read("id")).version, field: "pricingSensitive" }],
        reason,
      },
      context(),
    );
  await expect(accept()).rejects.toMatchObject({
    code: "invalid",
    fields: { reason: expect.any(String) },
    details: { guardrail: { scanned: 1, notScanned: 0 } },
  });
  expect((await read("pricing_sensitive")).v).toBe(true);
  const { changeSetId } = await accept("It names no price any more");
  const set = await readChangeSet(database.db, changeSetId ?? "", {}, owner);
  expect([set.reason, set.rows.changed]).toEqual(["It names no price any more", 1]);
});

test("to undo what made a document stricter a reason is asked for; nothing is made up", async () => {
  const flagged = await edit({ pricingSensitive: { set: true } }, owner);
  const undo = (reason?: string) =>
    undoChangeSet(database.db, flagged.changeSetId ?? "", { rest: false, reason }, context());
  await expect(undo()).rejects.toMatchObject({
    code: "invalid",
    fields: { reason: expect.any(String) },
    details: { guardrail: { scanned: 1, notScanned: 0 } },
  });
  expect((await read("pricing_sensitive")).v).toBe(true);
  const { id: undone } = await undo("Set by mistake");
  expect((await readChangeSet(database.db, undone, {}, owner)).reason).toBe("Set by mistake");
  const title = await edit({ title: { set: "B" } }, owner);
  const plain = await undoChangeSet(
    database.db,
    title.changeSetId ?? "",
    { rest: false },
    context(),
  );
  expect((await readChangeSet(database.db, plain.id, {}, owner)).reason).toBeNull();
});

test("a chunk's terms begin from those of its document, which it loses only with the right to loosen", async () => {
  await write(`guardrail_flags = '["safety"]', platforms = '["mx"]'`);
  const added = await bulk("chunk", { guardrailFlags: { add: ["x"] } });
  expect(added.effect.asksReason).toBe(false);
  expect((await read("guardrail_flags", "chunks")).v).toEqual(["safety", "x"]);
  await sql`update public.chunks set guardrail_flags = null, curated = null`.execute(database.db);
  const dropped = await bulk("chunk", { guardrailFlags: { set: ["x"] } }, "because");
  expect(dropped.effect).toMatchObject({ rows: { change: 0, skipped: 1 } });
  expect(dropped.why).toMatch(/looser than the manifest/);
  expect((await read("guardrail_flags", "chunks")).v).toBeNull();
  const byAdmin = await bulk("chunk", { guardrailFlags: { set: ["x"] } }, "because", admin);
  expect(byAdmin.effect).toMatchObject({ asksReason: true, looser: true, rows: { change: 1 } });
  const all = await bulk("chunk", { platforms: { remove: ["mx"] } });
  expect(all.why).toMatch(/its document's/);
});

test("of a row of which one field moved on, the other fields can be given back", async () => {
  const { changeSetId } = await edit({ title: { set: "B" }, approver: { set: "Anna" } }, owner);
  await edit({ title: { set: "C" } }, owner);
  const undo = (rest: boolean) =>
    undoChangeSet(database.db, changeSetId ?? "", { rest, subjectId: id }, context());
  await expect(undo(false)).rejects.toMatchObject({
    code: "conflict",
    details: { blocked: [{ why: expect.stringMatching(/Title/) }], free: 1 },
  });
  await undo(true);
  expect([(await read("title")).v, (await read("approver")).v]).toEqual(["C", null]);
  await expect(undo(true)).rejects.toMatchObject({ code: "conflict" });
});

test("a change of which one field or row was given back is not undone: the rest still can be", async () => {
  const { changeSetId } = await edit({ title: { set: "B" }, approver: { set: "Anna" } }, owner);
  const set = changeSetId ?? "";
  await undoChangeSet(database.db, set, { rest: false, subjectId: id, field: "title" }, context());
  expect((await readChangeSet(database.db, set, {}, owner)).undoneBy).toBeNull();
  const { id: undone } = await undoChangeSet(database.db, set, { rest: true }, context());
  expect([(await read("title")).v, (await read("approver")).v]).toEqual(["A", null]);
  expect((await readChangeSet(database.db, set, {}, owner)).undoneBy).toBe(undone);
});
