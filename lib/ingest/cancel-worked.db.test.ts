import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { chunkRows, newRun, sections, whatRunDid } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { cancelRun } from "./cancel-run.ts";
import { readProgress } from "./read-progress.ts";
import { executeRun } from "./run-ingest.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
let provider: FakeProvider;
const names = ["a", "b", "c", "d", "e"];

beforeAll(async () => {
  base = await testDatabase();
  await sql`insert into console.settings (key, value) values ('embed_requests', '{"inFlight": 1}')
    on conflict (key) do update set value = excluded.value`.execute(base.db);
});
afterAll(() => base.close());
beforeEach(async () => {
  provider = await startFakeProvider();
  vi.stubEnv("OPENAI_API_KEY", "a key");
  vi.stubEnv("OPENAI_BASE_URL", provider.baseUrl);
  vi.stubEnv("EMBED_BATCH_SIZE", "1");
  resetEnv();
  corpus = temporaryCorpus();
  for (const name of names) corpus.write(`${name}.md`, sections(name));
  corpus.list(names.map((name) => ({ path: `${name}.md` })));
  return async () => {
    vi.unstubAllEnvs();
    resetEnv();
    corpus.remove();
    await provider.close();
  };
});

test("a run that is cancelled at work sends nothing more, keeps what it finished and leaves the rest as it was", async () => {
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  provider.beforeAnswer = async () => {
    if (provider.requests.length === 3) await held;
  };
  const id = await newRun(base.db);
  const going = executeRun(base.db, id, { canWait: true });
  await vi.waitFor(() => expect(provider.requests).toHaveLength(3), { timeout: 30_000 });

  expect(await cancelRun(base.db, { label: "a test" }, id)).toBe("cancelling");
  const progress = await readProgress(base.db, { seesRestricted: true }, id);
  expect(progress.run).toMatchObject({ state: "cancelling", finishedAt: null });
  // Its worker hears of it with a beat of its heart; the next one proves that it has.
  await beat(id);
  await beat(id);
  answer();

  expect(await going).toBe("cancelled");
  expect(provider.requests).toHaveLength(3);
  const { run, plan } = await whatRunDid(base.db, id);
  expect(run).toMatchObject({ state: "cancelled", errors: 0 });
  expect(run.finishedAt).not.toBeNull();
  const states = Map.groupBy(plan, ({ state }) => state);
  const done = (states.get("done") ?? []).map(({ path }) => path);
  expect(done.length).toBeGreaterThanOrEqual(2);
  expect(done.length).toBeLessThanOrEqual(3);
  expect(states.get("cancelled")).toHaveLength(names.length - done.length);
  const stored = await chunkRows(base.db);
  expect(stored.map(({ path, vector }) => [path, vector])).toEqual(
    done.map((path) => [path, true]),
  );
});

async function beat(id: string): Promise<void> {
  const at = async () => {
    const { rows } = await sql<{ at: string }>`select heartbeat_at::text as at from console.runs
      where id = ${id}`.execute(base.db);
    return rows[0]?.at;
  };
  const before = await at();
  const later = async () => expect(await at()).not.toBe(before);
  await vi.waitFor(later, { timeout: 30_000, interval: 100 });
}
