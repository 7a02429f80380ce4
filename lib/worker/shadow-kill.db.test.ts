import { spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { childEnvironment, resetEnv } from "#lib/env/env.ts";
import { readModels } from "#lib/ingest/shadow/read-models.ts";
import { startShadow } from "#lib/ingest/shadow/start-shadow.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { jobs } from "./jobs.ts";
import { runWorker } from "./run-worker.ts";

const admin = { label: "test" };
let test: Awaited<ReturnType<typeof testDatabase>>;
let provider: FakeProvider;
beforeAll(async () => {
  test = await testDatabase();
  provider = await startFakeProvider();
  vi.stubEnv("OPENAI_BASE_URL", provider.baseUrl);
  vi.stubEnv("PERAZZI_EMBED_MODEL", "offline-hash-3072");
  vi.stubEnv("EMBED_BATCH_SIZE", "4");
  resetEnv();
});
afterAll(async () => {
  await provider?.close();
  await test?.close();
});

it("a worker killed with -9 in the middle costs the request in flight; the next one goes on by itself", async () => {
  const document = await addDocument(test.db, { path: "a.md" });
  const texts = Array.from({ length: 20 }, (_, at) => ({ text: `chunk ${at}` }));
  await addChunks(test.db, document, texts, { model: "offline-hash-3072" });
  const { id } = await startShadow(test.db, admin, "fake-large");
  let third = () => {};
  const reached = new Promise<void>((resolve) => {
    third = resolve;
  });
  provider.beforeAnswer = async () => {
    if (provider.requests.length < 3) return;
    third();
    await new Promise(() => {});
  };
  const worker = spawn(process.execPath, ["lib/cli/worker.ts"], {
    env: childEnvironment({ CORPUS_ROOT: "supabase/corpus" }),
    stdio: "ignore",
  });
  await reached;
  worker.kill("SIGKILL");
  await once(worker, "close");
  provider.beforeAnswer = async () => {};
  const half = (await readModels(test.db, admin)).sets[0];
  expect(half).toMatchObject({ state: "filling", complete: false, coverage: { covered: 8 } });

  // Its heartbeat has ended: what the queue waits ten seconds for.
  await sql`update pgboss.job set state = 'retry', start_after = now() where name = 'shadow' and state = 'active'`.execute(
    test.db,
  );
  await runWorker({
    db: test.db,
    url: test.url,
    jobs: { shadow: jobs.shadow },
    signal: new AbortController().signal,
    once: true,
    pollMs: 20,
  });
  const [whole] = (await readModels(test.db, admin)).sets;
  expect(whole).toMatchObject({ id, state: "resting", complete: true });
  const sent = provider.requests.flat();
  expect(sent.length).toBe(20 + 4);
  expect(new Set(sent).size).toBe(20);
});
