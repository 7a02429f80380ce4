import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Db, openDatabase } from "#lib/db/pool.ts";
import { childEnvironment, resetEnv } from "#lib/env/env.ts";
import { newRun, sections, whatRunDid } from "#lib/testing/corpus-runs.ts";
import { endConnections } from "#lib/testing/crash/disturbances.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { executeRun } from "./run-ingest.ts";

const names = ["a", "b", "c", "d", "e", "f"];
let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
let provider: FakeProvider;
let other: Db;

beforeAll(async () => {
  base = await testDatabase();
  other = openDatabase(base.url, 1);
});
afterAll(async () => {
  await other.destroy();
  await base.close();
});
beforeEach(async () => {
  await sql`truncate public.documents, console.runs, console.embedding_cache cascade`.execute(
    base.db,
  );
  provider = await startFakeProvider();
  vi.stubEnv("OPENAI_API_KEY", "a key");
  vi.stubEnv("OPENAI_BASE_URL", provider.baseUrl);
  vi.stubEnv("EMBED_BATCH_SIZE", "1");
  resetEnv();
  corpus = temporaryCorpus();
  for (const name of names) corpus.write(`${name}.md`, sections(`${name} one`, `${name} two`));
  corpus.list(names.map((name) => ({ path: `${name}.md` })));
  return async () => {
    vi.unstubAllEnvs();
    resetEnv();
    corpus.remove();
    await provider.close();
  };
});

// Connections are ended by the server, which the local stack's kind cannot do.
test.skipIf(!childEnvironment().TEST_DATABASE_URL)(
  "a database that restarts under a run, three times: the same program goes on, counts each thing once and spends no attempt",
  async () => {
    const ended: number[] = [];
    let answers = 0;
    provider.beforeAnswer = async () => {
      // Some requests are answered and stored in between.
      if (answers++ % 4 === 1 && ended.length < 3) ended.push(await endConnections(other));
    };
    const id = await newRun(base.db);
    expect(await executeRun(base.db, id)).toBe("succeeded");
    expect(ended).toHaveLength(3);
    expect(Math.min(...ended)).toBeGreaterThan(0);

    const { run, plan, events } = await whatRunDid(base.db, id);
    const chunks = 2 * names.length;
    expect(run).toMatchObject({ errors: 0, errorMessage: null, problem: null });
    expect(run.documents).toMatchObject({ total: 6, scanned: 6, new: 6, failed: 0 });
    expect(run.chunks).toMatchObject({ written: chunks, embedded: chunks });
    expect(plan.map(({ state }) => state)).toEqual(names.map(() => "done"));
    const told = events.filter(({ action }) => action === "new").map(({ path }) => path);
    expect(told.toSorted()).toEqual(names.map((name) => `${name}.md`));
    const { rows } = await sql<{ stored: number; tried: number }>`select
        (select count(*)::int from public.embeddings e join public.chunks c on c.id = e.chunk_id) as stored,
        (select max(attempts)::int from console.run_plan_items) as tried`.execute(base.db);
    expect(rows).toEqual([{ stored: chunks, tried: 1 }]);
    // What was under way when the connections ended may be asked for again.
    expect(provider.requests.flat().length).toBeLessThanOrEqual(chunks + 3 * 4);
  },
);
