import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { childEnvironment } from "#lib/env/env.ts";
import { requestRun } from "#lib/ingest/request-run.ts";
import { sections, whatRunDid } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
let provider: FakeProvider;
/** As many as the worker sends at once by default: what it would still send while it is being stopped is then none. */
const inFlightMost = 4;
const names = Array.from({ length: 12 }, (_, at) => `document-${at}`);

beforeAll(async () => {
  base = await testDatabase();
  provider = await startFakeProvider();
  corpus = temporaryCorpus();
  for (const name of names) corpus.write(`${name}.md`, sections(name));
  corpus.list(names.map((name) => ({ path: `${name}.md` })));
});
afterAll(async () => {
  corpus.remove();
  await provider.close();
  await base.close();
});

/** The program that an operator runs, on this database and provider. */
function startWorker(...args: string[]) {
  const file = fileURLToPath(new URL("../cli/worker.ts", import.meta.url));
  return spawn(process.execPath, [file, ...args], {
    env: childEnvironment({
      OPENAI_API_KEY: "a key",
      OPENAI_BASE_URL: provider.baseUrl,
      EMBED_BATCH_SIZE: "1",
    }),
    stdio: ["ignore", "ignore", "inherit"],
  });
}

test("SIGTERM in the middle of a run: what is under way lands, the rest is given back with no attempt counted, and nothing is bought twice", {
  timeout: 120_000,
}, async () => {
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  provider.beforeAnswer = () => held;
  const id = await requestRun(
    base.db,
    { label: "a test" },
    { kind: "ingest", mode: "incremental" },
  );
  const worker = startWorker();
  await vi.waitFor(() => expect(provider.inFlight.now).toBe(inFlightMost), { timeout: 60_000 });
  const ended = once(worker, "exit");
  worker.kill("SIGTERM");
  const underWay = provider.requests.length;
  answer();
  const [code] = await ended;
  expect(code).toBe(0);
  expect(provider.requests.length).toBe(underWay);

  const left = await whatRunDid(base.db, id);
  expect(left.run).toMatchObject({ state: "running", finishedAt: null, takenUp: 0 });
  const { rows } = await sql<{ attempts: number }>`select distinct attempts
    from console.run_plan_items where state = 'planned'`.execute(base.db);
  expect(rows).toEqual([{ attempts: 0 }]);
  const jobs = await sql`select state::text, retry_count from pgboss.job
    where name = 'runs' and data ->> 'runId' = ${id} and state < 'completed'`.execute(base.db);
  expect(jobs.rows).toMatchObject([{ retry_count: 0 }]);
  const cached = await sql<{ texts: number }>`select count(*)::int as texts
    from console.embedding_cache`.execute(base.db);
  expect(cached.rows[0]?.texts).toBe(underWay);

  // `--once` drains the queue and exits: the run is finished.
  const [done] = await once(startWorker("--once"), "exit");
  expect(done).toBe(0);
  const { run } = await whatRunDid(base.db, id);
  expect(run).toMatchObject({
    state: "succeeded",
    documents: { new: names.length, failed: 0 },
    chunks: { embedded: names.length },
    takenUp: 0,
  });
  const sent = provider.requests.flat();
  expect(new Set(sent).size).toBe(names.length);
  expect(sent).toHaveLength(names.length);
});
