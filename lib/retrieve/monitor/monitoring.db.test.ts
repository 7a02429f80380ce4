import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { insertChunk, insertDocument, insertEmbedding } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { callListSchema, monitoringSchema } from "../monitor-request-schemas.ts";
import { listCalls } from "./list-calls.ts";
import { readMonitoring } from "./read-monitoring.ts";
import { readReturned } from "./read-returned.ts";

const admin = { seesRestricted: true };
const viewer = { seesRestricted: false };

let base: Awaited<ReturnType<typeof testDatabase>>;
let consumer = "";
let token = "";
beforeAll(async () => {
  base = await testDatabase();
  const { rows } = await sql<{
    id: string;
  }>`insert into console.api_tokens (family_id, consumer, lookup, secret_hash,
      scopes, requests_per_minute, created_by_label)
    values (console.uuid_v7(), 'website', '0123456789ab', decode(repeat('00', 32), 'hex'), '{retrieve}', 60, 'x')
    returning id`.execute(base.db);
  token = rows[0]?.id ?? "";
  const family = await sql<{ id: string }>`select family_id as id from console.api_tokens`.execute(
    base.db,
  );
  consumer = family.rows[0]?.id ?? "";
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate console.retrieval_log, console.retrieval_drops cascade`.execute(base.db);
  await sql`delete from public.documents`.execute(base.db);
});

type Call = {
  minutesAgo?: number;
  origin?: "api" | "lab";
  status?: number;
  errorCode?: string | null;
  results?: number;
  score?: number;
  ms?: number;
  calls?: number;
  visibility?: string;
  degraded?: string | null;
};

async function call({
  minutesAgo = 1,
  origin = "api",
  status = 200,
  errorCode = null,
  results = 3,
  score = 0.5,
  ms = 10,
  calls = 1,
  visibility = "public",
  degraded = null,
}: Call = {}): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`insert into console.retrieval_log (id, at, origin, token_id, status, error_code,
      asked_with, result_count, top_score, total_ms, timings, calls, visibility, degraded)
    values (console.uuid_v7(), now() - ${minutesAgo}::float8 * interval '1 minute', ${origin}, ${origin === "api" ? token : null},
      ${status}, ${errorCode}, 'query', ${status === 200 ? results : 0}, ${status === 200 && results > 0 ? score : null},
      ${ms}, ${JSON.stringify(status === 200 ? { embedMs: ms / 2, searchMs: ms / 4 } : {})}::jsonb, ${calls}, ${visibility}, ${degraded})
    returning id`.execute(base.db);
  return rows[0]?.id ?? "";
}

async function returned(retrieval: string, rank: number, document: string, chunk: string) {
  await sql`insert into console.retrieval_results (retrieval_id, rank, at, chunk_id, document_id, text_hash, chunk_index,
      path, score) select id, ${rank}, at, ${chunk}, ${document}, 'x', 0, 'x', 1 from console.retrieval_log
    where id = ${retrieval}`.execute(base.db);
}

const monitoring = (state: object = {}, who = admin) =>
  readMonitoring(base.db, { ...monitoringSchema.parse({}), ...state }, who);

test("without a call every count is 0, every bar is there, and no time is made up", async () => {
  const { counts, latency, buckets, stages, consumers } = await monitoring();
  expect(counts).toEqual({ answered: 0, empty: 0, refused: 0, failed: 0 });
  expect(latency).toBeNull();
  expect(buckets).toHaveLength(24);
  expect([stages, consumers]).toEqual([[], []]);
});

test("calls count by outcome, refusals in a row by their number; the bars add up to the whole", async () => {
  await call();
  await call({ results: 0 });
  await call({ status: 429, errorCode: "rate_limited", calls: 7 });
  await call({ status: 422, errorCode: "invalid" });
  await call({ status: 503, errorCode: "unavailable" });
  await sql`insert into console.retrieval_drops (dropped) values (4)`.execute(base.db);
  const { counts, buckets, errors, dropped, consumers } = await monitoring();
  expect(counts).toEqual({ answered: 1, empty: 1, refused: 8, failed: 1 });
  const sums = buckets.reduce(
    (sum, one) => sum + Object.values(one.counts).reduce((a, b) => a + b),
    0,
  );
  expect(sums).toBe(11);
  expect(errors.map(({ code, calls }) => [code, calls])).toEqual([
    ["rate_limited", 7],
    ["invalid", 1],
    ["unavailable", 1],
  ]);
  expect(dropped).toBe(4);
  expect(consumers).toMatchObject([
    {
      familyId: consumer,
      consumer: "website",
      lookup: "0123456789ab",
      calls: 11,
      errors: 9,
      empty: 1,
    },
  ]);
});

test("answers by full text alone are counted apart, and can be listed", async () => {
  await call({ degraded: "no words" });
  const id = await call({ degraded: "full text alone" });
  const { alone, counts, latest } = await monitoring();
  expect({ alone, answered: counts.answered }).toEqual({ alone: 1, answered: 2 });
  expect(latest.find((one) => one.id === id)?.degraded).toBe("full text alone");
  const listed = await listCalls(base.db, callListSchema.parse({ outcome: "alone" }), admin);
  expect(listed.items.map((one) => one.id)).toEqual([id]);
});

test("percentiles are of answered calls, as a whole and by stage", async () => {
  for (let ms = 1; ms <= 100; ms++) await call({ ms });
  await call({ status: 503, errorCode: "unavailable", ms: 10_000 });
  const { latency, stages } = await monitoring();
  expect(latency).toEqual({ p50: 50.5, p95: expect.closeTo(95.05), p99: expect.closeTo(99.01) });
  expect(stages.find(({ stage }) => stage === "embedMs")?.p50).toBeCloseTo(25.25);
});

test("only calls of the time and the callers that were asked for", async () => {
  await call();
  await call({ minutesAgo: 120 });
  await call({ minutesAgo: 60 * 30 });
  await call({ origin: "lab" });
  const total = async (state: object) =>
    Object.values((await monitoring(state)).counts).reduce((a, b) => a + b);
  expect(await total({ range: "1h" })).toBe(1);
  expect(await total({ range: "24h" })).toBe(2);
  expect(await total({ range: "7d", who: "all" })).toBe(4);
  expect(await total({ range: "7d", who: "lab" })).toBe(1);
  expect(await total({ range: "7d", who: consumer })).toBe(3);
  const named = async (who: string) =>
    (await monitoring({ range: "7d", who })).consumers.map((one) => one.consumer);
  expect(await named(consumer)).toEqual(["website", "The lab"]);
  expect(await named("api")).toEqual(["website"]);
  expect(await total({ range: "7d", who: crypto.randomUUID() })).toBe(0);
});

test("lists come in the order asked for, a page at a time", async () => {
  const low = await call({ score: 0.1, ms: 5, minutesAgo: 3 });
  const slow = await call({ score: 0.9, ms: 900, minutesAgo: 2 });
  const last = await call({ score: 0.4, ms: 50, minutesAgo: 1 });
  await call({ status: 422, errorCode: "invalid", minutesAgo: 4 });
  const first = async (state: object) =>
    (await listCalls(base.db, { ...callListSchema.parse({}), ...state }, admin)).items[0]?.id;
  expect(await first({ sort: "latest" })).toBe(last);
  expect(await first({ sort: "lowest", outcome: "answered" })).toBe(low);
  expect(await first({ sort: "slowest" })).toBe(slow);
  const list = await listCalls(base.db, { ...callListSchema.parse({}), outcome: "refused" }, admin);
  expect(list).toMatchObject({ more: false, items: [{ errorCode: "invalid", who: "website" }] });
  for (let n = 0; n < 50; n++) await call();
  const whole = callListSchema.parse({});
  expect((await listCalls(base.db, whole, admin)).more).toBe(true);
  expect((await listCalls(base.db, { ...whole, page: 2 }, admin)).items).toHaveLength(4);
});

test("documents and chunks: the most returned, and those that are served and never were", async () => {
  const [often, never, unserved] = [
    await insertDocument(base.db, { path: "often.md", title: "Often" }),
    await insertDocument(base.db, { path: "never.md" }),
    await insertDocument(base.db, { path: "unserved.md" }),
  ];
  const one = await insertChunk(base.db, often, { heading_path: "A" });
  const two = await insertChunk(base.db, often, { chunk_index: 1 });
  const other = await insertChunk(base.db, never);
  await insertChunk(base.db, unserved);
  for (const chunk of [one, two, other]) await insertEmbedding(base.db, chunk);
  const [first, second] = [await call(), await call()];
  await returned(first, 1, often, one);
  await returned(first, 2, often, two);
  await returned(second, 3, often, one);
  const state = monitoringSchema.parse({});
  const found = await readReturned(base.db, state, admin);
  expect(found.documents).toMatchObject([{ id: often, title: "Often", times: 2, bestRank: 1 }]);
  expect(found.chunks).toMatchObject([
    { id: one, times: 2, place: "chunk 1 · A" },
    { id: two, times: 1 },
  ]);
  expect(found.neverDocuments).toMatchObject({ total: 1, served: 2, first: [{ id: never }] });
  expect(found.neverChunks).toMatchObject({ total: 1, served: 3, first: [{ id: other }] });
  const lab = await readReturned(base.db, { ...state, who: "lab" }, admin);
  expect(lab.neverChunks.total).toBe(3);
});

test("what is for admins is counted for nobody else", async () => {
  const secret = await insertDocument(base.db, { visibility: "admin-only" });
  const chunk = await insertChunk(base.db, secret);
  await insertEmbedding(base.db, chunk);
  await returned(await call({ visibility: "admin-only" }), 1, secret, chunk);
  expect((await monitoring()).counts.answered).toBe(1);
  expect((await monitoring({}, viewer)).counts.answered).toBe(0);
  const state = monitoringSchema.parse({});
  expect((await readReturned(base.db, state, admin)).documents).toHaveLength(1);
  const seen = await readReturned(base.db, state, viewer);
  expect([seen.documents, seen.neverChunks.served]).toEqual([[], 0]);
});
