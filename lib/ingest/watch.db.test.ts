import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { NotForThisWorker } from "#lib/jobs/not-for-this-worker.ts";
import { newRun, runToEnd, sections, whatRunDid } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { approveRun } from "./approve-run.ts";
import { readDifference } from "./read-difference.ts";
import { readDocumentFailure } from "./read-document-failure.ts";
import { readLog } from "./read-log.ts";
import { readProgress } from "./read-progress.ts";
import { requestRun } from "./request-run.ts";
import { retryRun } from "./retry-run.ts";
import { executeRun } from "./run-ingest.ts";
import { changeRunLimits, readRunLimitsForm } from "./run-limits.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
const actor = { label: "a test" };
const waiting = { canWait: true };
const seesAll = { seesRestricted: true };

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate public.documents cascade`.execute(base.db);
  await sql`truncate console.runs cascade`.execute(base.db);
  await sql`delete from pgboss.job`.execute(base.db);
  corpus = temporaryCorpus();
  for (const name of ["a", "b", "c"]) corpus.write(`${name}.md`, sections(name));
  corpus.list(["a", "b", "c"].map((name) => ({ path: `${name}.md` })));
  return () => corpus.remove();
});

test("a run that was planned says what it would embed, and counts up to it", async () => {
  const { id, run } = await runToEnd(base.db, { options: { approve: true } }, waiting);
  expect(run).toMatchObject({ planned: { inputs: 3, requests: 0, cost: 0 }, inputsDone: 0 });
  expect(run.planned.tokens).toBeGreaterThan(1_000);
  expect(run.configuration).toMatchObject({ provider: "offline embedder", batchSize: 64 });
  await approveRun(base.db, actor, id);
  await executeRun(base.db, id, waiting);
  const progress = await readProgress(base.db, { seesRestricted: true }, id);
  expect(progress.run).toMatchObject({ inputsDone: 3, takenUp: 0, problem: null });
  expect(progress.run.inputsPerSecond).toBeGreaterThan(0);
});

test("a plan of more tokens than the setting says is started by their number, and by no other", async () => {
  const limits = { dailyTokens: null, tokensToType: 100, prices: {} };
  const { version } = await changeRunLimits(base.db, actor, { version: 0, limits });
  const { id, run } = await runToEnd(base.db, { options: { approve: true } }, waiting);
  for (const tokens of [undefined, run.planned.tokens - 1])
    await expect(approveRun(base.db, actor, id, { tokens })).rejects.toMatchObject({
      code: "invalid",
    });
  expect((await readProgress(base.db, { seesRestricted: true }, id)).run.state).toBe(
    "waiting for approval",
  );
  await approveRun(base.db, actor, id, { tokens: run.planned.tokens });
  expect((await readProgress(base.db, { seesRestricted: true }, id)).run.state).toBe("queued");
  const wider = { ...limits, tokensToType: 1e6 };
  await changeRunLimits(base.db, actor, { version, limits: wider });
});

test("limits that somebody else changed meanwhile are not written over", async () => {
  const { version, limits } = await readRunLimitsForm(base.db);
  const write = (dailyTokens: number) =>
    changeRunLimits(base.db, actor, { version, limits: { ...limits, dailyTokens } });
  const both = await Promise.allSettled([write(5e6), write(6e6)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(write(7e6)).rejects.toMatchObject({ code: "conflict" });
  const now = await readRunLimitsForm(base.db);
  await changeRunLimits(base.db, actor, { version: now.version, limits });
});

test("a scope that matches nothing says so and starts nothing", async () => {
  for (const scope of [{ path: "nothing/here" }, { category: "no such" }]) {
    const { run, plan } = await runToEnd(base.db, { scope, options: { approve: true } }, waiting);
    expect(run).toMatchObject({
      state: "cancelled",
      errorMessage: "No document matches this scope. Nothing was started.",
    });
    expect(plan).toEqual([]);
  }
  const { rows } = await sql`select 1 from public.documents`.execute(base.db);
  expect(rows).toEqual([]);
});

test("a worker that fell silent is told of once; its work is taken up and counted right", async () => {
  const id = await newRun(base.db);
  const stop = new AbortController();
  const first = executeRun(base.db, id, {
    signal: stop.signal,
    onPlanned: () => stop.abort(new Error("dead")),
  });
  await expect(first).rejects.toThrow("dead");
  // As a kill leaves it: a lease that nobody keeps, and a document in its hands.
  await sql`insert into console.run_leases (run_id, worker, environment, lease_until)
    values (${id}, gen_random_uuid(), 'local', now() - interval '1 second')`.execute(base.db);
  await sql`update console.run_plan_items i set state = 'working', worker = l.worker
    from console.run_leases l where i.run_id = l.run_id and i.ordinal = 0`.execute(base.db);
  expect(await executeRun(base.db, id)).toBe("succeeded");
  const { run, events } = await whatRunDid(base.db, id);
  expect(run).toMatchObject({ takenUp: 1, documents: { new: 3 }, chunks: { embedded: 3 } });
  expect(run.takenUpAt).not.toBeNull();
  expect(events.filter(({ action }) => action === "take up")).toHaveLength(1);
});

test("an older program leaves a newer one's run to newer workers, and nothing of it is spoilt", async () => {
  const { id } = await runToEnd(base.db, { options: { approve: true } }, waiting);
  await approveRun(base.db, actor, id);
  const pinned = (change: Record<string, string>) =>
    sql`update console.runs set configuration = configuration || ${JSON.stringify(change)}::jsonb
      where id = ${id}`.execute(base.db);
  const { run: mine } = await readProgress(base.db, { seesRestricted: true }, id);
  await pinned({ schema: "29990101000000" });
  await expect(executeRun(base.db, id, waiting)).rejects.toBeInstanceOf(NotForThisWorker);
  expect((await readProgress(base.db, { seesRestricted: true }, id)).run).toMatchObject({
    state: "queued",
    finishedAt: null,
  });
  // The other way round: planned by rules that are no longer these.
  await pinned({ schema: "20000101000000", rules: "c0/r0" });
  await expect(executeRun(base.db, id, waiting)).rejects.toMatchObject({ code: "conflict" });
  await pinned({
    schema: String(mine.configuration.schema),
    rules: String(mine.configuration.rules),
  });
  expect(await executeRun(base.db, id, waiting)).toBe("succeeded");
});

test("the difference to the run before of the same scope names what changed in between, and how documents fared", async () => {
  corpus.list([...["a", "b", "c"], "d"].map((name) => ({ path: `${name}.md` })));
  const first = await runToEnd(base.db);
  await runToEnd(base.db, { scope: { path: "a.md" } });
  expect((await readDifference(base.db, first.id, seesAll)).previous).toBeNull();
  corpus.write("a.md", sections("a anew"));
  corpus.write("d.md", sections("d at last"));
  corpus.write("e.md", sections("e"));
  corpus.list(["a", "b", "d", "e"].map((name) => ({ path: `${name}.md` })));
  await sql`insert into console.audit_log (actor_label, action, subject_type, subject_id, field)
    select 'a test', 'document.edit', 'document', id::text, 'tags' from public.documents where path = 'b.md'`.execute(
    base.db,
  );
  const second = await runToEnd(base.db, { options: { yes: true } });
  const difference = await readDifference(base.db, second.id, seesAll);
  expect(difference.previous?.id).toBe(first.id);
  expect(difference.items.map(({ path, kind }) => [path, kind])).toEqual([
    ["b.md", "changed by others"],
    ["a.md", "file changed"],
    ["d.md", "mended"],
    ["e.md", "new here"],
  ]);
  expect(difference.between).toEqual({ edits: 1, foreignWrites: 0 });
});

test("edits and foreign writes between two runs are counted as far as the viewer may know of them", async () => {
  await runToEnd(base.db);
  await sql`update public.documents set visibility = 'admin-only' where path = 'a.md'`.execute(
    base.db,
  );
  await sql`update public.chunks c set confidentiality = 'elevated' from public.documents d
    where d.id = c.document_id and d.path = 'c.md'`.execute(base.db);
  await sql`delete from console.foreign_writes`.execute(base.db);
  await sql`insert into console.audit_log (actor_label, action, subject_type, subject_id, field)
    select 'a test', 'document.edit', 'document', id::text, 'tags' from public.documents
    union all select 'a test', 'chunk.edit', 'chunk', id::text, 'context_tags' from public.chunks`.execute(
    base.db,
  );
  await sql`insert into console.foreign_writes (login, relation, row_id, document_id, before, after)
    select 'x', 'documents', id, id, '{}'::jsonb, '{}'::jsonb from public.documents
    union all select 'x', 'chunks', id, document_id, '{}', '{}' from public.chunks`.execute(
    base.db,
  );
  const second = await runToEnd(base.db);
  const between = async (seesRestricted: boolean) =>
    (await readDifference(base.db, second.id, { seesRestricted })).between;
  expect(await between(true)).toEqual({ edits: 6, foreignWrites: 6 });
  expect(await between(false)).toEqual({ edits: 3, foreignWrites: 3 });
});

test("of thousands that differ in one way none hides those that differ in another", async () => {
  const first = await runToEnd(base.db);
  corpus.write("d.md", sections("d"));
  corpus.list(["a", "b", "c", "d"].map((name) => ({ path: `${name}.md` })));
  const second = await runToEnd(base.db);
  for (const { id } of [first, second])
    await sql`insert into console.run_plan_items (run_id, ordinal, path, action, state, file_checksum)
      select ${id}, 100 + n, 'many/' || n || '.md', 'update', 'done', ${id} from generate_series(1, 2100) n`.execute(
      base.db,
    );
  const { counts, items } = await readDifference(base.db, second.id, seesAll);
  expect(counts).toEqual({ "file changed": 2100, "new here": 1 });
  expect(items).toHaveLength(201);
});

test("the log is read newest first, then only what came since, by level and by words", async () => {
  corpus.write("b.md", "{broken");
  corpus.list(["a", "b", "gone"].map((name) => ({ path: `${name}.md` })));
  const { id } = await runToEnd(base.db);
  const all = await readLog(base.db, id, { ...seesAll, limit: 200 });
  expect(all.items.length).toBeGreaterThan(2);
  expect(all.items.map(({ id: line }) => line)).toEqual(
    all.items.map(({ id: line }) => line).toSorted((a, b) => b - a),
  );
  const oldest = all.items.at(-1)?.id ?? 0;
  const since = await readLog(base.db, id, { ...seesAll, after: oldest, limit: 1 });
  expect(since).toEqual({ items: [all.items.at(-2)], more: all.items.length > 2 });
  const errors = await readLog(base.db, id, { ...seesAll, level: "error", limit: 200 });
  expect(errors.items.map(({ path }) => path)).toEqual(["gone.md"]);
  const words = await readLog(base.db, id, { ...seesAll, q: "GONE", limit: 200 });
  expect(words.items.map(({ path }) => path)).toEqual(["gone.md"]);
  expect((await readLog(base.db, id, { ...seesAll, q: "100%_", limit: 200 })).items).toEqual([]);
});

test("what failed is not tried again while another run works the same document", async () => {
  corpus.list(["a", "gone"].map((name) => ({ path: `${name}.md` })));
  const { id } = await runToEnd(base.db);
  const other = await requestRun(base.db, actor, { kind: "ingest", mode: "incremental" });
  await expect(retryRun(base.db, actor, id)).rejects.toMatchObject({
    code: "conflict",
    details: { runId: other },
  });
});

test("a retry counts its documents and names none: some may be hidden from who looks at it", async () => {
  corpus.list(["a", "gone"].map((name) => ({ path: `${name}.md` })));
  const { id } = await runToEnd(base.db);
  const retry = await retryRun(base.db, actor, id);
  expect((await readProgress(base.db, { seesRestricted: true }, retry)).run.scope).toEqual({
    files: 1,
  });
});

test("a document that failed says what is served meanwhile; once mended it says nothing any more", async () => {
  await runToEnd(base.db);
  const { rows } = await sql<{
    id: string;
  }>`select id from public.documents where path = 'a.md'`.execute(base.db);
  const id = rows[0]?.id ?? "";
  expect(await readDocumentFailure(base.db, id)).toBeNull();
  corpus.drop("a.md");
  const failed = await runToEnd(base.db);
  const [item] = failed.plan.filter(({ state }) => state === "failed");
  expect(item).toMatchObject({ path: "a.md", served: { chunks: 1 } });
  expect(item?.served?.since).not.toBeNull();
  expect(await readDocumentFailure(base.db, id)).toMatchObject({
    runId: failed.id,
    message: expect.stringContaining("The file is not there."),
    served: { chunks: 1 },
  });
  corpus.write("a.md", sections("a once more"));
  const retry = await retryRun(base.db, actor, failed.id);
  expect(await executeRun(base.db, retry, waiting)).toBe("succeeded");
  expect(await readDocumentFailure(base.db, id)).toBeNull();
  expect(await readProgress(base.db, { seesRestricted: true }, failed.id)).toMatchObject({
    settled: 1,
  });
});
