import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { insertDocument } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { exportRuns } from "./export-runs.ts";
import { listRuns } from "./list-runs.ts";
import { readRunCharts } from "./read-run-charts.ts";
import type { RunsSearch } from "./runs-schemas.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`delete from console.runs`.execute(base.db);
});

type Made = { at: string; seconds?: number; state?: string; who?: string; values?: object };

async function run({ at, seconds = 10, state = "succeeded", who = "ann", values = {} }: Made) {
  const ended = ["succeeded", "succeeded with errors", "failed", "cancelled"].includes(state);
  const row = {
    kind: "ingest",
    environment: "local",
    requested_by_label: who,
    state,
    created_at: at,
    started_at: at,
    finished_at: ended ? new Date(Date.parse(at) + seconds * 1000).toISOString() : null,
    ...values,
  };
  const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)));
  const { rows } = await sql<{ id: string }>`insert into console.runs (${columns})
    values (${sql.join(Object.values(row).map((value) => sql`${value}`))}) returning id`.execute(
    base.db,
  );
  return rows[0]?.id ?? "";
}

const march = { from: "2026-03-01", to: "2026-03-10" };
const charts = (search: RunsSearch = {}, seesRestricted = true) =>
  readRunCharts(base.db, { ...march, ...search }, { seesRestricted });

test("every day has its bar, and a run counts on the day on which it was asked for", async () => {
  await run({ at: "2026-02-28T23:59:59Z" });
  await run({ at: "2026-03-01T00:00:00Z" });
  await run({ at: "2026-03-10T23:59:59Z", state: "failed" });
  await run({ at: "2026-03-10T12:00:00Z", state: "running" });
  await run({ at: "2026-03-11T00:00:00Z" });
  const { rows } = await charts();
  expect(rows.map(({ day }) => day)).toHaveLength(10);
  const runs = rows.map(({ outcomes }) => Object.values(outcomes).reduce((a, b) => a + b));
  expect(runs).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
  expect(rows.at(-1)?.outcomes).toMatchObject({ failed: 1, unfinished: 1, succeeded: 0 });
  expect(rows[1]).toMatchObject({ duration: null, tokens: 0, throughput: { documents: null } });
});

test("days are those of the console's time zone, also where clocks change", async () => {
  vi.stubEnv("CONSOLE_TIME_ZONE", "Europe/Rome");
  resetEnv();
  try {
    // 29 March 2026 has 23 hours in Rome: it ends at 22:00 UTC.
    await run({ at: "2026-03-28T23:00:00Z" });
    await run({ at: "2026-03-29T21:59:59Z" });
    await run({ at: "2026-03-29T22:00:00Z" });
    const { rows, zone } = await charts({ from: "2026-03-28", to: "2026-03-30" });
    expect(zone).toBe("Europe/Rome");
    expect(rows.map(({ outcomes }) => outcomes.succeeded)).toEqual([0, 2, 1]);
    const listed = await listRuns(
      base.db,
      { seesRestricted: true },
      { from: "2026-03-29", to: "2026-03-29" },
    );
    expect(listed.items).toHaveLength(2);
  } finally {
    vi.unstubAllEnvs();
    resetEnv();
  }
});

test("durations, what was done, tokens and throughput are sums and shares of the bar's runs", async () => {
  const done = { documents_scanned: 30, documents_new: 2, documents_skipped: 28 };
  const bought = { chunks_embedded: 60, chunks_written: 60, chunks_reused: 5, tokens: 1000 };
  await run({ at: "2026-03-02T08:00:00Z", seconds: 60, values: { ...done, ...bought } });
  await run({ at: "2026-03-02T09:00:00Z", seconds: 120, values: { documents_scanned: 30 } });
  const { rows } = await charts();
  expect(rows[1]).toMatchObject({
    duration: { half: 90_000, longest: 120_000 },
    documents: { new: 2, unchanged: 28, failed: 0 },
    chunks: { written: 60, kept: 5, removed: 0 },
    tokens: 1000,
    throughput: { chunksEmbedded: 60, documents: 20 },
  });
});

test("what a run waits for a person is no work, whatever the person says", async () => {
  const planned_at = "2026-03-02T08:00:20Z";
  const waited = { planned_at, approval_reason: "asked for", documents_scanned: 30 };
  const approved = { ...waited, approved_at: "2026-03-02T09:00:20Z" };
  const overnight = 86_400;
  await run({ at: "2026-03-02T08:00:00Z", seconds: 3_660, values: approved });
  await run({ at: "2026-03-02T08:00:00Z", seconds: overnight, state: "cancelled", values: waited });
  const { rows } = await charts();
  expect(rows[1]).toMatchObject({
    duration: { half: 40_000, longest: 60_000 },
    throughput: { documents: 45 },
  });
  const csv = await new Response(
    exportRuns(base.db, { seesRestricted: true }, march, "csv"),
  ).text();
  const [head = "", ...lines] = csv.trim().split("\r\n");
  const at = head.split(",").indexOf("durationMs");
  expect(lines.map((line) => Number(line.split(",")[at])).toSorted()).toEqual([20_000, 60_000]);
});

test("charts, table and file keep to the same filters; a bar narrows table and file", async () => {
  const kept = await run({ at: "2026-03-02T08:00:00Z", who: "=ann", state: "failed" });
  await run({ at: "2026-03-03T08:00:00Z", who: "=ann", state: "failed" });
  await run({ at: "2026-03-02T08:00:00Z", who: "bob", state: "failed" });
  await run({ at: "2026-03-02T08:00:00Z", who: "=ann" });
  const filter = { who: "=ann", state: "failed", kind: "ingest", environment: "local" } as const;
  const { rows, people } = await charts(filter);
  expect(rows.map(({ outcomes }) => outcomes.failed).slice(1, 3)).toEqual([1, 1]);
  expect(people).toEqual(["=ann", "bob"]);
  const search = { ...march, ...filter, on: "2026-03-02" };
  expect(
    (await listRuns(base.db, { seesRestricted: true }, search)).items.map(({ id }) => id),
  ).toEqual([kept]);
  const csv = await new Response(
    exportRuns(base.db, { seesRestricted: true }, search, "csv"),
  ).text();
  const lines = csv.trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`${kept},ingest,incremental,local,'=ann,failed`);
  expect((await charts({ environment: "production" })).rows[1]?.outcomes.failed).toBe(0);
});

test("failures are told by reason, each leads to its runs, and neither is of documents that the reader may not know of", async () => {
  const hidden = await insertDocument(base.db, { path: "hidden.md", visibility: "admin-only" });
  const id = await run({
    at: "2026-03-02T08:00:00Z",
    state: "succeeded with errors",
    values: { errors: 3 },
  });
  const whole = { state: "failed", values: { error_message: "Other files. " } };
  const first = await run({ at: "2026-03-03T08:00:00Z", ...whole });
  const second = await run({ at: "2026-03-04T08:00:00Z", who: "ben", ...whole });
  await run({ at: "2026-02-03T08:00:00Z", ...whole });
  await sql`insert into console.run_events (run_id, document_id, path, action, level, message, at) values
    (${id}, null, 'a.md', 'fail', 'error', 'The file is not there.', '2026-03-02T08:00:01Z'),
    (${id}, null, 'b.md', 'fail', 'error', 'The file is not there.', '2026-03-02T08:00:02Z'),
    (${id}, null, 'd.md', 'fail', 'error', 'The file is not there.', '2026-03-02T08:00:02Z'),
    (${id}, ${hidden}, 'hidden.md', 'fail', 'error', 'Of hidden.md only.', '2026-03-02T08:00:03Z'),
    (${id}, null, 'c.md', 'warn', 'warning', 'No failure.', '2026-03-02T08:00:03Z')`.execute(
    base.db,
  );
  const files = {
    reason: "The file is not there.",
    documents: 3,
    wholeRuns: 0,
    runs: 1,
    lastAt: "2026-03-02T08:00:02.000Z",
  };
  const others = {
    reason: "Other files. ",
    documents: 0,
    wholeRuns: 2,
    runs: 2,
    lastAt: "2026-03-04T08:00:10.000Z",
  };
  expect((await charts({}, false)).failures).toEqual([files, others]);
  expect((await charts()).failures).toHaveLength(3);

  const runsOf = async (search: RunsSearch, seesRestricted = false) =>
    (await listRuns(base.db, { seesRestricted }, { ...march, ...search })).items.map(
      (one) => one.id,
    );
  expect(await runsOf({ reason: files.reason })).toEqual([id]);
  expect(await runsOf({ reason: others.reason })).toEqual([second, first]);
  expect(await runsOf({ reason: others.reason, who: "ben" })).toEqual([second]);
  for (const reason of ["No failure.", "Of hidden.md only.", "' or true --"])
    expect(await runsOf({ reason })).toEqual([]);
  expect(await runsOf({ reason: "Of hidden.md only." }, true)).toEqual([id]);
  const search = { ...march, reason: others.reason };
  const csv = await new Response(
    exportRuns(base.db, { seesRestricted: false }, search, "csv"),
  ).text();
  expect(csv.trim().split("\r\n")).toHaveLength(3);
});
