import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { newRun, sections, whatRunDid } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import {
  type Behaviour,
  type FakeProvider,
  startFakeProvider,
} from "#lib/testing/fake-provider.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { executeRun } from "./run-ingest.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
let provider: FakeProvider;
const waiting = { canWait: true };

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate public.documents cascade`.execute(base.db);
  await sql`truncate console.runs cascade`.execute(base.db);
  await sql`delete from console.embedding_cache`.execute(base.db);
  provider = await startFakeProvider();
  vi.stubEnv("OPENAI_API_KEY", "a key");
  vi.stubEnv("EMBED_RETRY_LIMIT", "1");
  vi.stubEnv("EMBED_RETRY_BASE_MS", "1");
  corpus = temporaryCorpus();
  corpus.write("a.md", sections("wheel"));
  corpus.list([{ path: "a.md" }]);
  return async () => {
    vi.unstubAllEnvs();
    resetEnv();
    corpus.remove();
    await provider.close();
  };
});

function reach(url: string): void {
  vi.stubEnv("OPENAI_BASE_URL", url);
  resetEnv();
}

test("a provider without network lets a run wait and say why; once it is there the run goes on and says nothing any more", async () => {
  const gone = await startFakeProvider();
  await gone.close();
  reach(gone.baseUrl);
  const id = await newRun(base.db);
  await expect(executeRun(base.db, id, waiting)).rejects.toMatchObject({ code: "unavailable" });
  const { run } = await whatRunDid(base.db, id);
  expect(run).toMatchObject({ state: "running", finishedAt: null, errorMessage: null });
  expect(run.problem).toMatch(/provider/);
  expect(run.problemAt).not.toBeNull();
  const { rows } = await sql`select 1 from console.run_plan_items where attempts > 0`.execute(
    base.db,
  );
  expect(rows).toEqual([]);

  reach(provider.baseUrl);
  expect(await executeRun(base.db, id, waiting)).toBe("succeeded");
  expect((await whatRunDid(base.db, id)).run).toMatchObject({ problem: null, errorMessage: null });
});

test("a model name that the provider refuses ends the run in words that name the variable; nothing is changed", async () => {
  reach(provider.baseUrl);
  provider.script.push(...new Array<Behaviour>(20).fill("404"));
  const id = await newRun(base.db);
  await expect(executeRun(base.db, id, waiting)).rejects.toMatchObject({ code: "invalid" });
  const { run } = await whatRunDid(base.db, id);
  expect(run).toMatchObject({ state: "failed" });
  expect(run.errorMessage).toMatch(/does not know the model.*PERAZZI_EMBED_MODEL/);
  const { rows } = await sql`select 1 from public.chunks`.execute(base.db);
  expect(rows).toEqual([]);
});
