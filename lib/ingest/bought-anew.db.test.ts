import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { newRun, runToEnd, sections, whatRunDid } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { executeRun } from "./run-ingest.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
let provider: FakeProvider;
const words = ["wheel", "barrel", "stock", "trigger"];
const all = { kind: "reembed", mode: "full" } as const;

beforeAll(async () => {
  base = await testDatabase();
  await sql`insert into console.settings (key, value) values ('embed_requests', '{"inFlight": 1}')
    on conflict (key) do update set value = excluded.value`.execute(base.db);
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate public.documents cascade`.execute(base.db);
  await sql`truncate console.runs cascade`.execute(base.db);
  await sql`delete from console.embedding_cache`.execute(base.db);
  provider = await startFakeProvider();
  vi.stubEnv("OPENAI_API_KEY", "a key");
  vi.stubEnv("OPENAI_BASE_URL", provider.baseUrl);
  vi.stubEnv("EMBED_BATCH_SIZE", "1");
  resetEnv();
  corpus = temporaryCorpus();
  corpus.write("one.md", sections(...words));
  corpus.list([{ path: "one.md" }]);
  await runToEnd(base.db);
  provider.requests.length = 0;
  return async () => {
    vi.unstubAllEnvs();
    resetEnv();
    corpus.remove();
    await provider.close();
  };
});

test("a full re-embedding that was stopped buys nothing twice, and everything once more than before it", async () => {
  const id = await newRun(base.db, all);
  const stop = new AbortController();
  provider.beforeAnswer = async () => {
    if (provider.requests.length === 2) stop.abort();
  };
  await expect(executeRun(base.db, id, { signal: stop.signal })).rejects.toThrow();
  const before = provider.requests.flat();
  expect(before).toHaveLength(2);

  expect(await executeRun(base.db, id)).toBe("succeeded");
  const sent = provider.requests.flat();
  expect(sent).toHaveLength(words.length);
  expect(new Set(sent).size).toBe(words.length);
  const { run } = await whatRunDid(base.db, id);
  expect(run.chunks.embedded).toBe(words.length);
});

test("what an earlier run bought anew does not count for the next", async () => {
  await runToEnd(base.db, all);
  await runToEnd(base.db, all);
  expect(provider.requests.flat()).toHaveLength(2 * words.length);
});
