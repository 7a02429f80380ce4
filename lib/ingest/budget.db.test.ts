import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { withRole } from "#lib/db/with-role.ts";
import { BudgetSpent, readBudget } from "#lib/embed/budget.ts";
import { databaseLedger } from "#lib/embed/ledger.ts";
import type { Cause } from "#lib/embed/purpose.ts";
import { resetEnv } from "#lib/env/env.ts";
import { runToEnd, sections, whatRunDid } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { adoptRuns } from "#lib/worker/adopt-runs.ts";
import { executeRun } from "./run-ingest.ts";
import { changeRunLimits, readRunLimitsForm } from "./run-limits.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
let provider: FakeProvider;
const actor = { label: "a test" };
const waiting = { canWait: true };

beforeAll(async () => {
  base = await testDatabase();
  await sql`insert into console.settings (key, value) values ('embed_requests', '{"inFlight": 1}')
    on conflict (key) do update set value = excluded.value`.execute(base.db);
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate public.documents cascade`.execute(base.db);
  await sql`truncate console.runs cascade`.execute(base.db);
  await sql`delete from console.provider_calls`.execute(base.db);
  await sql`delete from console.embedding_cache`.execute(base.db);
  await sql`delete from pgboss.job`.execute(base.db);
  provider = await startFakeProvider();
  provider.tokensOf = (input) => input.length * 1_000;
  vi.stubEnv("OPENAI_API_KEY", "a key");
  vi.stubEnv("OPENAI_BASE_URL", provider.baseUrl);
  vi.stubEnv("EMBED_BATCH_SIZE", "1");
  corpus = temporaryCorpus();
  for (const name of ["a", "b", "c", "d"]) corpus.write(`${name}.md`, sections(name));
  corpus.list(["a", "b", "c", "d"].map((name) => ({ path: `${name}.md` })));
  return async () => {
    vi.unstubAllEnvs();
    resetEnv();
    corpus.remove();
    await provider.close();
  };
});

async function allow(dailyTokens: number | null): Promise<void> {
  const { version } = await readRunLimitsForm(base.db);
  const limits = { dailyTokens, tokensToType: 1_000_000, prices: {} };
  await changeRunLimits(base.db, actor, { version, limits });
}

async function spend(tokens: number): Promise<void> {
  await sql`insert into console.provider_calls (cause, model, inputs, tokens, price_per_million, outcome)
    values ('lab', 'fake', 1, ${tokens}, 0, 'answered')`.execute(base.db);
}

test("at the day's budget a run stands still with what it has; when it is raised it goes on by itself, buying nothing twice", async () => {
  await allow(2_000);
  const { id, state, run, events } = await runToEnd(base.db, {}, waiting);
  expect(state).toBe("queued");
  expect(run).toMatchObject({ heldBy: "budget", state: "queued", finishedAt: null });
  expect(run.problem).toMatch(/goes on by itself tomorrow/);
  expect(events.filter(({ action }) => action === "hold")).toHaveLength(1);
  const before = provider.requests.flat();
  expect(before.length).toBeGreaterThan(0);
  expect(before.length).toBeLessThan(4);
  const { rows } = await sql`select 1 from console.run_plan_items
    where state = 'working' or state = 'planned' and attempts > 0`.execute(base.db);
  expect(rows).toEqual([]);

  // Nobody takes it up while nothing is left.
  expect(await adoptRuns(base.db)).toMatchObject({ adopted: 0 });
  expect(await executeRun(base.db, id, waiting)).toBe("queued");
  expect(provider.requests.flat()).toEqual(before);

  await allow(null);
  await sql`update console.runs set heartbeat_at = now() - interval '1 minute'`.execute(base.db);
  expect(await adoptRuns(base.db)).toMatchObject({ adopted: 1 });
  expect(await executeRun(base.db, id, waiting)).toBe("succeeded");
  const sent = provider.requests.flat();
  expect(sent).toHaveLength(4);
  expect(new Set(sent).size).toBe(4);
  expect((await whatRunDid(base.db, id)).run).toMatchObject({
    heldBy: null,
    problem: null,
    documents: { new: 4 },
    chunks: { embedded: 4 },
  });
});

/** Yesterday's tokens are no longer of today, and a worker looks again. */
async function nextDay(): Promise<number> {
  await sql`update console.provider_calls set at = at - interval '1 day'`.execute(base.db);
  await sql`update console.runs set heartbeat_at = now() - interval '1 minute'`.execute(base.db);
  await sql`delete from pgboss.job`.execute(base.db);
  return (await adoptRuns(base.db)).adopted;
}

test("a request larger than the day's budget is split: the run goes on each day, and ends", async () => {
  vi.stubEnv("EMBED_BATCH_SIZE", "64");
  resetEnv();
  await allow(1_000);
  const { id, state } = await runToEnd(base.db, {}, waiting);
  const states = [state];
  while (states.at(-1) === "queued" && states.length < 10) {
    expect(await nextDay()).toBe(1);
    states.push(await executeRun(base.db, id, waiting));
  }
  expect(states).toEqual(["queued", "queued", "queued", "succeeded"]);
  expect(provider.requests.map((texts) => texts.length)).toEqual([1, 1, 1, 1]);
  expect(new Set(provider.requests.flat()).size).toBe(4);
});

test("a document larger than the day's budget is embedded anew over several days, each text once", async () => {
  corpus.write("a.md", sections("one", "two", "three"));
  corpus.list([{ path: "a.md" }]);
  await allow(null);
  await runToEnd(base.db);
  provider.requests.length = 0;
  await sql`delete from console.provider_calls`.execute(base.db);
  await allow(1_000);
  const { id, state } = await runToEnd(base.db, { kind: "reembed", mode: "full" }, waiting);
  const states = [state];
  while (states.at(-1) === "queued" && states.length < 10) {
    expect(await nextDay()).toBe(1);
    states.push(await executeRun(base.db, id, waiting));
  }
  expect(states).toEqual(["queued", "queued", "succeeded"]);
  expect(new Set(provider.requests.flat()).size).toBe(3);
  expect(provider.requests.flat()).toHaveLength(3);
});

test("what is left of a day is used: as many texts go as fit", async () => {
  vi.stubEnv("EMBED_BATCH_SIZE", "64");
  resetEnv();
  await allow(4_000);
  await spend(1_500);
  await runToEnd(base.db, {}, waiting);
  expect(provider.requests.map((texts) => texts.length)).toEqual([3]);
});

test("one text larger than the whole day's budget waits for an admin, and says so", async () => {
  await allow(100);
  const { run } = await runToEnd(base.db, {}, waiting);
  expect(run.heldBy).toBe("budget");
  expect(run.problem).toMatch(/more than a whole day's/);
  expect(run.problem).not.toMatch(/tomorrow/);
  expect(await nextDay()).toBe(0);
  expect(provider.requests).toEqual([]);
});

test.each(["lab", "consumer", "preview", "evaluation"] as const)(
  "a spent budget stops no %s",
  async (cause) => {
    await allow(100);
    await spend(100);
    await expect(book(cause)).resolves.toBeDefined();
  },
);

test.each(["run", "shadow"] as const)(
  "a spent budget stops a %s, and nothing is booked",
  async (cause) => {
    await allow(100);
    await spend(100);
    await expect(book(cause)).rejects.toBeInstanceOf(BudgetSpent);
    const { rows } = await sql`select 1 from console.provider_calls where cause = ${cause}`.execute(
      base.db,
    );
    expect(rows).toEqual([]);
  },
);

test("what was spent yesterday does not count, and programs that book at the same time do not pass it together", async () => {
  await allow(100);
  await spend(1_000);
  await sql`update console.provider_calls set at = at - interval '1 day'`.execute(base.db);
  const booked = await Promise.allSettled(Array.from({ length: 5 }, () => book("run", 40)));
  expect(booked.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  expect(await withRole(base.db, "perazzi_read", readBudget)).toMatchObject({
    tokens: 100,
    spent: 80,
  });
});

function book(cause: Cause, tokens = 1) {
  const text = { text: "a text", sensitive: false };
  return databaseLedger(base.db)({ purpose: { cause }, model: "fake", texts: [text], tokens });
}
