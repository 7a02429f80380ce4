import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { timeOrderedId } from "#lib/db/time-ordered-id.ts";
import { insertChunk, insertDocument, insertEmbedding } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { retrieve } from "../retrieve.ts";
import { cleanRetrievalLog } from "./clean-log.ts";
import { changeLogSettings, readLogSettings } from "./log-settings.ts";
import type { LoggedCall } from "./logged-call.ts";
import { writeCalls } from "./write-calls.ts";

const admin: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "admin@example.com",
  role: "admin",
};

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate console.retrieval_log, console.retrieval_drops, console.document_versions, console.chunk_versions cascade`.execute(
    base.db,
  );
  await sql`delete from console.settings where key = 'retrieval_log'`.execute(base.db);
  await sql`delete from public.documents`.execute(base.db);
});

async function settings(change: object) {
  const { version } = await readLogSettings(base.db);
  const usual = { enabled: true, queryText: false, labQueryText: false, retentionDays: 90 };
  return changeLogSettings(base.db, admin, { version, settings: { ...usual, ...change } });
}

async function ask(query = "brazed frames", change: Partial<LoggedCall> = {}): Promise<LoggedCall> {
  const result = await retrieve(
    base.db,
    {
      query,
      purpose: { cause: "consumer" },
      visibilityCeiling: { visibility: "admin-only", confidentiality: "elevated" },
      configuration: { visibility: "admin-only", confidentiality: "elevated" },
    },
    {
      embed: async () => ({
        vector: Array(3072).fill(0.5),
        model: "test-model",
        lexical: true,
      }),
    },
  );
  return {
    id: timeOrderedId(),
    cameAt: Date.now() - 250,
    caller: { origin: "api", tokenId: crypto.randomUUID() },
    status: 200,
    errorCode: null,
    query,
    withVector: false,
    totalMs: 250,
    calls: 1,
    result,
    ...change,
  };
}

async function logged() {
  const { rows } = await sql<Record<string, unknown>>`
    select * from console.retrieval_log order by at, id`.execute(base.db);
  return rows;
}

test("a call is logged with ids, versions, scores and times, and no text at all", async () => {
  const document = await insertDocument(base.db, { visibility: "internal", title: "Secret title" });
  const chunk = await insertChunk(base.db, document, { text: "Secret words.", heading_path: "A" });
  await insertEmbedding(base.db, chunk);
  await sql`update public.documents set title = 'Other' where id = ${document}`.execute(base.db);
  const call = await ask("secret question");
  await writeCalls(base.db, [call], 0);
  const [row] = await logged();
  expect(row).toMatchObject({
    id: call.id,
    origin: "api",
    status: 200,
    error_code: null,
    query_characters: 15,
    query_text: null,
    result_count: 1,
    plan: "exact",
    model: "test-model",
    visibility: "admin-only",
    top_score: expect.closeTo(1, 3),
    total_ms: 250,
    timings: expect.objectContaining({ embedMs: expect.any(Number) }),
  });
  const { rows: results } = await sql<Record<string, unknown>>`
    select * from console.retrieval_results`.execute(base.db);
  expect(results).toMatchObject([
    {
      retrieval_id: call.id,
      rank: 1,
      chunk_id: chunk,
      document_id: document,
      chunk_version: "1",
      document_version: "2",
      visibility: "internal",
      text_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ]);
  expect(JSON.stringify([row, results])).not.toMatch(/secret/i);
});

test("times are the database's own, whatever this process's clock says", async () => {
  const call = await ask("x", { cameAt: Date.now() - 60_000 });
  await writeCalls(base.db, [call], 0);
  const { rows } = await sql<{ age: number }>`
    select extract(epoch from clock_timestamp() - at)::float8 as age from console.retrieval_log`.execute(
    base.db,
  );
  expect(rows[0]?.age).toBeGreaterThan(59);
  expect(rows[0]?.age).toBeLessThan(120);
});

test("a query's words are kept where the setting for its origin says so, without amounts", async () => {
  await settings({ queryText: true });
  const lab = { origin: "lab" as const, actorId: admin.userId };
  await writeCalls(base.db, [await ask("why does it cost 5,000 euros?")], 0);
  await writeCalls(base.db, [await ask("from the lab", { caller: lab })], 0);
  expect((await logged()).map((row) => row.query_text)).toEqual([
    "why does it cost [price removed]?",
    null,
  ]);
  await settings({ labQueryText: true });
  await writeCalls(base.db, [await ask("from a program")], 0);
  await writeCalls(base.db, [await ask("from the lab", { caller: lab })], 0);
  expect((await logged()).slice(2).map((row) => row.query_text)).toEqual([null, "from the lab"]);
});

test("switched off, nothing is written; errors and what was dropped are, otherwise", async () => {
  await settings({ enabled: false });
  await writeCalls(base.db, [await ask()], 3);
  expect(await logged()).toEqual([]);
  await settings({ enabled: true });
  const refused = { status: 422, errorCode: "invalid", result: null, query: null };
  await writeCalls(base.db, [await ask("x", refused)], 3);
  expect(await logged()).toMatchObject([
    { status: 422, error_code: "invalid", result_count: 0, asked_with: "nothing" },
  ]);
  const { rows } = await sql`select dropped from console.retrieval_drops`.execute(base.db);
  expect(rows).toEqual([{ dropped: 3 }]);
});

test("the same call written twice is one", async () => {
  const call = await ask();
  await writeCalls(base.db, [call], 0);
  await writeCalls(base.db, [call], 0);
  expect(await logged()).toHaveLength(1);
});

test("who may change the settings, and that it is recorded", async () => {
  const viewer: Staff = { ...admin, role: "viewer" };
  const { settings, version } = await readLogSettings(base.db);
  const off = { version, settings: { ...settings, enabled: false } };
  await expect(changeLogSettings(base.db, viewer, off)).rejects.toMatchObject({
    code: "forbidden",
  });
  const changed = await changeLogSettings(base.db, admin, off);
  expect(changed.settings).toEqual(off.settings);
  expect(await readLogSettings(base.db)).toEqual(changed);
  const { rows } = await sql`select field, from_value, to_value from console.audit_log
    where subject_id = 'retrieval_log'`.execute(base.db);
  expect(rows).toContainEqual({ field: "enabled", from_value: true, to_value: false });
});

test("settings that somebody else changed meanwhile are not written over", async () => {
  const { settings, version } = await readLogSettings(base.db);
  const write = (retentionDays: number) =>
    changeLogSettings(base.db, admin, { version, settings: { ...settings, retentionDays } });
  const both = await Promise.allSettled([write(40), write(50)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(write(60)).rejects.toMatchObject({ code: "conflict" });
  expect([40, 50]).toContain((await readLogSettings(base.db)).settings.retentionDays);
});

test("what is older than the setting says is removed with its results, and nothing else", async () => {
  const document = await insertDocument(base.db);
  await insertEmbedding(base.db, await insertChunk(base.db, document));
  const [old, young] = [await ask(), await ask()];
  await writeCalls(base.db, [old, young], 0);
  await sql`update console.retrieval_log set at = at - interval '8 days' where id = ${old.id}`.execute(
    base.db,
  );
  await settings({ retentionDays: 30 });
  expect(await cleanRetrievalLog(base.db)).toBe(0);
  await settings({ retentionDays: 7 });
  expect(await cleanRetrievalLog(base.db)).toBe(1);
  expect((await logged()).map(({ id }) => id)).toEqual([young.id]);
  const { rows } = await sql`select distinct retrieval_id from console.retrieval_results`.execute(
    base.db,
  );
  expect(rows).toEqual([{ retrieval_id: young.id }]);
});
