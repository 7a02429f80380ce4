import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newRun, sections } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { executeRun } from "./run-ingest.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
beforeAll(async () => {
  base = await testDatabase();
  corpus = temporaryCorpus();
});
afterAll(async () => {
  corpus.remove();
  await base.close();
});

test("a plan goes on where the planner before it stopped, and leaves nothing behind", async () => {
  const paths = Array.from({ length: 40 }, (_, at) => `${at}.md`);
  for (const path of paths) corpus.write(path, sections(`word ${path}`));
  corpus.list(paths.map((path) => ({ path })));
  const run = await newRun(base.db);
  const stop = new AbortController();
  const progressed = async () => stop.abort(new Error("stop"));
  await expect(executeRun(base.db, run, { signal: stop.signal, progressed })).rejects.toThrow();
  const { rows: left } = await sql<{ key: string }>`select key from console.run_previews
    where run_id = ${run}`.execute(base.db);
  expect(left).toHaveLength(16);

  // What only the stored preview can say.
  await sql`update console.run_previews set preview = preview || '{"tokens": 987654}'
    where key = ${left[0]?.key}`.execute(base.db);
  expect(await executeRun(base.db, run)).toBe("succeeded");
  const { rows: planned } = await sql`select 1 from console.run_plan_items
    where run_id = ${run} and tokens = 987654`.execute(base.db);
  expect(planned).toHaveLength(1);
  const { rows: after } = await sql`select 1 from console.run_previews`.execute(base.db);
  expect(after).toEqual([]);
  const { rows: stored } = await sql`select 1 from public.documents`.execute(base.db);
  expect(stored).toHaveLength(40);
});
