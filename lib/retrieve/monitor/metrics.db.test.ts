import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseLedger } from "#lib/embed/ledger.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import type { LoggedCall } from "../log/logged-call.ts";
import { writeCalls } from "../log/write-calls.ts";
import type { RetrievalResult } from "../result-schemas.ts";
import { readMetrics } from "./read-metrics.ts";

let test: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());

type Parsed = { types: Map<string, string>; values: Map<string, number> };

/** Prometheus's text format, read strictly: a sample belongs to the family announced above it, and occurs once. */
function parse(text: string): Parsed {
  const types = new Map<string, string>();
  const values = new Map<string, number>();
  let family = "";
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const type = /^# TYPE ([a-z_]+) (counter|gauge|histogram)$/.exec(line);
    if (type) {
      family = type[1] ?? "";
      types.set(family, type[2] ?? "");
      continue;
    }
    if (/^# HELP [a-z_]+ \S/.test(line)) continue;
    const sample =
      /^([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\.)*",?)+)\})? (\d+(?:\.\d+)?(?:e-?\d+)?)$/.exec(
        line,
      );
    if (!sample) throw new Error(`not a sample: ${line}`);
    const [, name = "", labels = "", value] = sample;
    const own =
      types.get(family) === "histogram"
        ? [`${family}_bucket`, `${family}_sum`, `${family}_count`]
        : [family];
    if (!own.includes(name)) throw new Error(`${name} stands under ${family}`);
    const key = labels ? `${name}{${labels}}` : name;
    if (values.has(key)) throw new Error(`${key} occurs twice`);
    values.set(key, Number(value));
  }
  return { types, values };
}

const read = async () => parse(await readMetrics(test.db));
const call = (status: number, totalMs: number, calls = 1): LoggedCall => ({
  id: crypto.randomUUID(),
  cameAt: Date.now(),
  caller: { origin: "lab", actorId: null },
  status,
  errorCode: null,
  query: null,
  withVector: false,
  totalMs,
  calls,
  result: null,
});

const alone = {
  results: [],
  configuration: {},
  plan: { kind: "none" },
  notes: [{ code: "full text alone", message: "x" }],
  timings: {},
} as unknown as RetrievalResult;

it("is empty of counts at first, and names what it has", async () => {
  const { types, values } = await read();
  expect(types.get("console_retrieval_seconds")).toBe("histogram");
  expect(values.get("console_workers")).toBe(0);
  expect(values.get('console_queue_jobs{queue="runs",state="waiting"}')).toBe(0);
});

it("counts retrievals of any number of processes, logged or not, in cumulative buckets", async () => {
  await Promise.all([
    writeCalls(test.db, [call(200, 3), call(200, 40), call(429, 1, 7)], 0),
    writeCalls(test.db, [{ ...call(200, 40), result: alone }, call(200, 99_000)], 2),
  ]);
  await sql`insert into console.settings (key, value) values ('retrieval_log', '{"enabled": false}')`.execute(
    test.db,
  );
  await writeCalls(test.db, [call(200, 700)], 0);
  // What was logged goes with its age; what was counted stays.
  await sql`delete from console.retrieval_log`.execute(test.db);
  const { values } = await read();
  expect(values.get('console_retrievals_total{origin="lab",status="200"}')).toBe(5);
  expect(values.get('console_retrievals_total{origin="lab",status="429"}')).toBe(7);
  expect(values.get('console_retrievals_full_text_alone_total{origin="lab"}')).toBe(1);
  expect(values.get("console_retrievals_not_logged_total")).toBe(2);
  const bucket = (le: string) =>
    values.get(`console_retrieval_seconds_bucket{origin="lab",le="${le}"}`);
  expect(["0.005", "0.025", "0.05", "0.5", "1", "30", "+Inf"].map(bucket)).toEqual([
    1, 1, 3, 3, 4, 4, 5,
  ]);
  expect(values.get('console_retrieval_seconds_count{origin="lab"}')).toBe(5);
  expect(values.get('console_retrieval_seconds_sum{origin="lab"}')).toBeCloseTo(99.783, 6);
});

it("counts each request to the provider once, when it is settled", async () => {
  const book = databaseLedger(test.db);
  const model = 'a "quoted" model';
  const open = () =>
    book({
      purpose: { cause: "shadow" },
      model,
      texts: [{ text: "a", sensitive: false }],
      tokens: 5,
    });
  const answered = await open();
  await answered.settle({ outcome: "answered", tokens: 7, durationMs: 120, httpStatus: 200 });
  const failed = await open();
  await failed.settle({ outcome: "rate limited", tokens: 0, durationMs: 30, httpStatus: 429 });
  await open();
  const { values } = await read();
  const labels = 'model="a \\"quoted\\" model"';
  const of = (name: string, more: string) => values.get(`${name}{cause="shadow",${labels}${more}}`);
  expect(of("console_provider_requests_total", ',outcome="answered"')).toBe(1);
  expect(of("console_provider_requests_total", ',outcome="rate limited"')).toBe(1);
  expect(of("console_provider_requests_total", ',outcome="sent"')).toBeUndefined();
  expect(of("console_provider_tokens_total", "")).toBe(7);
  expect(of("console_embedded_texts_total", "")).toBe(1);
  expect(values.get(`console_provider_seconds_bucket{${labels},le="0.05"}`)).toBe(1);
  expect(values.get(`console_provider_seconds_count{${labels}}`)).toBe(2);
});

it("shows queues, runs and the corpus as they are", async () => {
  const document = await addDocument(test.db, { path: "a.md" });
  await addChunks(test.db, document, [{}, { visibility: "internal" }]);
  await addChunks(test.db, await addDocument(test.db, { path: "b.md" }), [{}], { embedded: false });
  await sql`select console.enqueue_job('runs', gen_random_uuid(), '{}')`.execute(test.db);
  await sql`insert into console.runs (kind, environment, requested_by_label, state, finished_at)
    values ('ingest', 'local', 't', 'failed', now()), ('ingest', 'local', 't', 'queued', null)`.execute(
    test.db,
  );
  const { values } = await read();
  expect(values.get('console_queue_jobs{queue="runs",state="waiting"}')).toBe(1);
  expect(values.get('console_runs_ended_total{kind="ingest",state="failed"}')).toBe(1);
  expect(values.get('console_runs{kind="ingest",state="queued"}')).toBe(1);
  expect(values.get('console_chunks{embedding="served"}')).toBe(1);
  expect(values.get('console_chunks{embedding="parked"}')).toBe(1);
  expect(values.get('console_chunks{embedding="missing"}')).toBe(1);
});
