import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { readProgress } from "./read-progress.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate console.runs cascade`.execute(base.db);
});

type Made = {
  inputs?: number;
  seconds?: number;
  /** Between the plan and its approval. */
  waited?: number;
  kind?: string;
  mode?: string;
  model?: string;
  provider?: string | null;
  state?: string;
  daysAgo?: number;
};

/** A run that ended: so many texts in so many seconds. */
async function past({
  inputs = 100,
  seconds = 10,
  waited = 0,
  kind = "ingest",
  mode = "incremental",
  model = "m",
  provider = "OpenAI",
  state = "succeeded",
  daysAgo = 1,
}: Made = {}): Promise<void> {
  await sql`insert into console.runs (kind, mode, environment, requested_by_label, state, embedding_model, inputs_done,
      configuration, created_at, started_at, planned_at, approved_at, finished_at)
    select ${kind}, ${mode}, 'local', 'a test', ${state}, ${model}, ${inputs},
      ${JSON.stringify({ provider })}::jsonb, t.at, t.at, t.at,
      case when ${waited} > 0 then t.at + make_interval(secs => ${waited}) end,
      t.at + make_interval(secs => ${waited + seconds})
    from (select now() - make_interval(days => ${daysAgo}) as at) t`.execute(base.db);
}

async function pace(state = "waiting for approval") {
  const { rows } = await sql<{ id: string }>`insert into console.runs
      (kind, mode, environment, requested_by_label, state, embedding_model, configuration, planned_at, approval_reason)
    values ('ingest', 'incremental', 'local', 'a test', ${state}, 'm', '{"provider": "OpenAI"}', now(), 'asked')
    returning id`.execute(base.db);
  return (await readProgress(base.db, { seesRestricted: true }, rows[0]?.id ?? "")).pace;
}

test("what waits for approval is told how fast such runs were: the middle one of them", async () => {
  await past({ inputs: 100, seconds: 10 });
  await past({ inputs: 300, seconds: 10, state: "succeeded with errors" });
  await past({ inputs: 5_000, seconds: 10 });
  expect(await pace()).toEqual({ perSecond: 30, runs: 3 });
  expect(await pace("running")).toBeNull();
});

test("the time in which a plan waited for a person is not its pace", async () => {
  await past({ inputs: 100, seconds: 10, waited: 3_600 });
  expect(await pace()).toEqual({ perSecond: 10, runs: 1 });
});

test("runs of another kind, model or provider say nothing, nor those that bought none, wrote none or failed", async () => {
  await past({ kind: "reembed" });
  await past({ model: "another" });
  await past({ provider: "offline embedder" });
  await past({ mode: "dry-run" });
  await past({ state: "failed" });
  await past({ inputs: 0 });
  expect(await pace()).toBeNull();
});

test("only the last 20 count: an old pace is forgotten", async () => {
  for (let at = 0; at < 20; at++) await past({ inputs: 100, seconds: 10, daysAgo: 1 + at });
  for (let at = 0; at < 21; at++) await past({ inputs: 9_000, seconds: 10, daysAgo: 40 + at });
  expect(await pace()).toEqual({ perSecond: 10, runs: 20 });
});
