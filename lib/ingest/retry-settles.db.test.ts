import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { withRole } from "#lib/db/with-role.ts";
import { newRun, runToEnd, sections, whatRunDid } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { failRuns } from "./fail-run.ts";
import { readProgress } from "./read-progress.ts";
import { retryRun } from "./retry-run.ts";
import { executeRun } from "./run-ingest.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
const actor = { label: "a test" };
const waiting = { canWait: true };

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate public.documents cascade`.execute(base.db);
  await sql`truncate console.runs cascade`.execute(base.db);
  corpus = temporaryCorpus();
  corpus.write("a.md", sections("wheel"));
  corpus.list([{ path: "a.md" }, { path: "b.md" }]);
  return () => corpus.remove();
});

async function retried(id: string) {
  const retry = await retryRun(base.db, actor, id);
  const state = await executeRun(base.db, retry, waiting);
  const { toRetry, settled } = await readProgress(base.db, { seesRestricted: true }, id);
  return { retry, state, toRetry, settled };
}

test("what another run mended meanwhile is settled by a retry that has nothing to do", async () => {
  const { id } = await runToEnd(base.db);
  expect(await readProgress(base.db, { seesRestricted: true }, id)).toMatchObject({ toRetry: 1 });
  corpus.write("b.md", sections("frame"));
  await runToEnd(base.db);
  const { retry, ...seen } = await retried(id);
  expect(seen).toEqual({ state: "succeeded", toRetry: 0, settled: 1 });
  const { plan } = await whatRunDid(base.db, id);
  expect(plan.find(({ path }) => path === "b.md")).toMatchObject({ settledBy: retry });
  await expect(retryRun(base.db, actor, id)).rejects.toMatchObject({ code: "conflict" });
});

test("what a run left undone when it failed is settled by the retry that did it", async () => {
  corpus.write("b.md", sections("frame"));
  const { id } = await runToEnd(base.db, { options: { approve: true } }, waiting);
  await withRole(base.db, "perazzi_ingest", (tx) => failRuns(tx, [id], "It fell over."));
  expect(await readProgress(base.db, { seesRestricted: true }, id)).toMatchObject({ toRetry: 2 });
  // The approval that was asked for then is asked for again.
  const retry = await retryRun(base.db, actor, id);
  await sql`update console.runs set options = '{}' where id = ${retry}`.execute(base.db);
  expect(await executeRun(base.db, retry, waiting)).toBe("succeeded");
  expect(await readProgress(base.db, { seesRestricted: true }, id)).toMatchObject({
    toRetry: 0,
    settled: 2,
  });
  await expect(retryRun(base.db, actor, id)).rejects.toMatchObject({ code: "conflict" });
});

test("a document that left the manifest is nothing to try again, beside others or alone", async () => {
  corpus.list([{ path: "a.md" }, { path: "b.md" }, { path: "c.md" }]);
  const { id } = await runToEnd(base.db);
  corpus.list([{ path: "a.md" }, { path: "c.md" }]);
  expect(await retried(id)).toMatchObject({ toRetry: 1, settled: 1 });
  corpus.list([{ path: "a.md" }]);
  expect(await retried(id)).toMatchObject({ state: "cancelled", toRetry: 0, settled: 2 });
});

test("a row that cannot be read has not left the manifest: it fails again, and stays to be tried", async () => {
  const { id } = await runToEnd(base.db);
  corpus.list([{ path: "a.md" }, { path: "b.md", status: "unheard of" }]);
  const { retry, ...seen } = await retried(id);
  expect(seen).toEqual({ state: "succeeded with errors", toRetry: 1, settled: 0 });
  const { plan } = await whatRunDid(base.db, retry);
  expect(plan).toMatchObject([{ path: "b.md", state: "failed" }]);
});

test("a failure without a path cannot be tried again, and is not offered", async () => {
  const id = await newRun(base.db);
  await executeRun(base.db, id, waiting);
  await sql`update console.run_plan_items set path = null where run_id = ${id} and state = 'failed'`.execute(
    base.db,
  );
  const { run, toRetry } = await readProgress(base.db, { seesRestricted: true }, id);
  expect([run.documents.failed, toRetry]).toEqual([1, 0]);
});
