import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { recordAudit } from "#lib/audit/record.ts";
import { timeOrderedId } from "#lib/db/time-ordered-id.ts";
import { insertChunk, insertDocument, insertEmbedding, type Row } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { logRetrieval } from "#lib/testing/logged-retrieval.ts";
import { cleanRetrievalLog } from "./clean-log.ts";
import { readRetrieval } from "./read-retrieval.ts";

const admin = { seesRestricted: true };
const viewer = { seesRestricted: false };
const everything = { visibility: "admin-only", confidentiality: "elevated" } as const;

let base: Awaited<ReturnType<typeof testDatabase>>;
let document = "";
let chunk = "";
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(base.db);
  await sql`truncate console.document_versions, console.chunk_versions`.execute(base.db);
});

async function corpus(documentRow: Row = {}, chunkRow: Row = {}): Promise<void> {
  document = await insertDocument(base.db, { path: "a.md", title: "Frames", ...documentRow });
  chunk = await insertChunk(base.db, document, {
    text: "Frames are brazed by hand in the old works.",
    heading_path: "Frames > Brazing",
    ...chunkRow,
  });
  await insertEmbedding(base.db, chunk);
}

const ask = (ceiling: Partial<typeof everything> = {}) => logRetrieval(base.db, ceiling);

async function proved(id: string, who = admin) {
  const { results } = await readRetrieval(base.db, id, who);
  return results[0];
}

test("nothing changed: the chunk is as it was, proved by the hash of its text", async () => {
  await corpus();
  const id = await ask();
  expect(await proved(id)).toMatchObject({
    outcome: "as it was",
    textProof: "same hash",
    before: { text: "Frames are brazed by hand in the old works.", path: "a.md" },
    now: { chunkId: chunk },
    changes: [],
  });
});

test("an edit in the console: before and after, who, why and which fields", async () => {
  await corpus();
  const id = await ask();
  await base.db.transaction().execute(async (tx) => {
    await sql`update public.documents set visibility = 'internal', title = 'Our frames' where id = ${document}`.execute(
      tx,
    );
    await recordAudit(tx, {
      actor: { userId: null, email: "owner@example.com" },
      action: "document.edit",
      subjectType: "document",
      subjectId: document,
      changes: { visibility: { from: "public", to: "internal" } },
      reason: "Until the launch",
    });
  });
  expect(await proved(id)).toMatchObject({
    outcome: "document changed",
    textProof: "same hash",
    changes: [
      {
        what: "document",
        by: { kind: "edit", actor: "owner@example.com", reason: "Until the launch" },
        fields: expect.arrayContaining([
          { field: "visibility", from: "public", to: "internal" },
          { field: "title", from: "Frames", to: "Our frames" },
        ]),
      },
    ],
  });
});

test("other software overwrote the text: both are shown, and that nobody here wrote it", async () => {
  await corpus();
  const id = await ask();
  await sql`update public.chunks set text = 'Frames are glued.' where id = ${chunk}`.execute(
    base.db,
  );
  expect(await proved(id)).toMatchObject({
    outcome: "text changed",
    textProof: "kept until the retrieval expires",
    before: { text: "Frames are brazed by hand in the old works." },
    now: { text: "Frames are glued." },
    changes: [{ what: "chunk", by: { kind: "another program" }, textChanged: true }],
  });
});

test("a run replaced the chunk: what was returned, what took its place, and the run", async () => {
  await corpus();
  const id = await ask();
  const { rows } = await sql<{
    id: string;
  }>`insert into console.runs (kind, environment, requested_by_label, started_at)
    values ('ingest', 'local', 'somebody', now()) returning id`.execute(base.db);
  await sql`delete from public.chunks where id = ${chunk}`.execute(base.db);
  const other = await insertChunk(base.db, document, {
    text: "Something else entirely.",
    heading_path: "Frames > Paint",
  });
  const next = await insertChunk(base.db, document, {
    text: "Frames are brazed by robots in the new works.",
    heading_path: "Frames > Brazing",
    chunk_index: 1,
  });
  await sql`insert into console.run_events (run_id, document_id, path, action)
    values (${rows[0]?.id}, ${document}, 'a.md', 'update')`.execute(base.db);
  const result = await proved(id);
  expect(result).toMatchObject({
    outcome: "replaced",
    successor: "same heading",
    before: { chunkId: chunk, text: "Frames are brazed by hand in the old works." },
    now: { chunkId: next, text: "Frames are brazed by robots in the new works." },
    changes: [{ what: "chunk", removed: true, by: { kind: "run", runId: rows[0]?.id } }],
  });
  await sql`delete from public.chunks where id in (${next}, ${other})`.execute(base.db);
  expect(await proved(id)).toMatchObject({ outcome: "removed", now: null });
});

test("the same text under another id and another document under the same path are found", async () => {
  await corpus();
  const id = await ask();
  await sql`delete from public.documents where id = ${document}`.execute(base.db);
  expect(await proved(id)).toMatchObject({
    outcome: "document removed",
    before: { text: "Frames are brazed by hand in the old works." },
    now: null,
  });
  await corpus({}, { heading_path: "Elsewhere", chunk_index: 4 });
  expect(await proved(id)).toMatchObject({
    outcome: "replaced",
    successor: "same text",
    now: { chunkId: chunk },
  });
});

test("of a price-sensitive document no amount is shown, then or now, and former text is not kept", async () => {
  await corpus({ pricing_sensitive: true }, { text: "Names of frames." });
  const id = await ask();
  await sql`update public.chunks set text = 'Other names.' where id = ${chunk}`.execute(base.db);
  expect(await proved(id)).toMatchObject({
    outcome: "text changed",
    textProof: "sensitive",
    before: { text: null },
    now: { text: "Other names." },
  });
});

test("a flag switched on since redacts what was returned before it, by hash still the same", async () => {
  await corpus({}, { text: "A frame costs 5,000 euros.", heading_path: "From 4,000 euros" });
  const id = await ask();
  await sql`update public.documents set pricing_sensitive = true where id = ${document}`.execute(
    base.db,
  );
  const result = await proved(id);
  expect(result).toMatchObject({ textProof: "same hash" });
  expect(JSON.stringify(result)).not.toMatch(/[45],000/);
});

test("restricted content is hidden from others than admins, by what it was and by what it is", async () => {
  await corpus();
  const id = await ask();
  expect(await proved(id, viewer)).toBeDefined();
  await sql`update public.documents set visibility = 'admin-only' where id = ${document}`.execute(
    base.db,
  );
  expect(await proved(id, viewer)).toBeUndefined();
  expect(await proved(id)).toBeDefined();
  const asked = await ask(everything);
  await sql`update public.documents set visibility = 'public' where id = ${document}`.execute(
    base.db,
  );
  await expect(readRetrieval(base.db, asked, viewer)).rejects.toMatchObject({ code: "not_found" });
  expect(await proved(asked)).toBeDefined();
});

test("what a row said while it was restricted is no change that others than admins are told", async () => {
  await corpus();
  const id = await ask();
  const write = (row: ReturnType<typeof sql>) => row.execute(base.db);
  await write(sql`update public.documents set visibility = 'admin-only', title = 'The takeover'`);
  await write(
    sql`update public.chunks set confidentiality = 'elevated', heading_path = 'A dispute'`,
  );
  await write(sql`update public.documents set visibility = 'public', title = 'Works'`);
  await write(
    sql`update public.chunks set confidentiality = null, heading_path = 'Works > Brazing'`,
  );
  const told = (who: typeof admin) =>
    proved(id, who).then((result) => JSON.stringify(result?.changes));
  expect(await told(admin)).toMatch(/The takeover.*A dispute/);
  expect(await told(viewer)).not.toMatch(/takeover|dispute/);
  expect(await told(viewer)).toMatch(/Frames.*Works.*Works > Brazing/);
});

test("the proof outlives the cleaning, as long as the retrieval is kept", async () => {
  await corpus();
  const id = await ask();
  await sql`update public.chunks set text = 'Frames are glued.' where id = ${chunk}`.execute(
    base.db,
  );
  await sql`update public.chunks set text = 'Frames are welded.' where id = ${chunk}`.execute(
    base.db,
  );
  await sql`update console.retrieval_log set at = at - interval '3 hours'`.execute(base.db);
  await sql`update console.chunk_versions set ended_at = ended_at - interval '2 hours'`.execute(
    base.db,
  );
  await cleanRetrievalLog(base.db);
  expect(await proved(id)).toMatchObject({
    outcome: "text changed",
    before: { text: "Frames are brazed by hand in the old works." },
    changes: [{ textChanged: true }, { textChanged: true }],
  });
});

test("an id that is not logged, and one of another form, are not found", async () => {
  await expect(readRetrieval(base.db, timeOrderedId(), admin)).rejects.toMatchObject({
    code: "not_found",
  });
});
