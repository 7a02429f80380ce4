import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { chunkRows, newRun, runToEnd, sections, whatRunDid } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { approveRun } from "./approve-run.ts";
import { cancelRun } from "./cancel-run.ts";
import { retryRun } from "./retry-run.ts";
import { executeRun } from "./run-ingest.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;
const saddle = `# Saddle\n\n${"Leather over springs carries whoever rides for long hours. ".repeat(60)}`;
const actor = { label: "a test" };
const waiting = { canWait: true };

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate public.documents cascade`.execute(base.db);
  await sql`truncate console.runs cascade`.execute(base.db);
  await sql`delete from pgboss.job`.execute(base.db);
  corpus = temporaryCorpus();
  return () => corpus.remove();
});

test("a plan says for each document what would be done, why, with which chunks and what must be bought", async () => {
  corpus.write("a.md", sections("wheel", "frame", "fork"));
  corpus.write("b.md", sections("bell"));
  corpus.write("gone.md", sections("lamp"));
  corpus.list([{ path: "a.md" }, { path: "b.md" }, { path: "gone.md" }, { path: "not-there.md" }]);
  await runToEnd(base.db);
  corpus.write(
    "a.md",
    `${sections("wheel", "frame").replace("frame is told", "frame is said")}\n\n${saddle}`,
  );
  corpus.write("c.md", sections("chain"));
  corpus.list([{ path: "a.md" }, { path: "b.md" }, { path: "c.md" }, { path: "not-there.md" }]);
  const { plan, run } = await runToEnd(base.db, { mode: "dry-run" });
  expect(
    plan.map(({ path, action, reason, message }) => [path, action, reason ?? message]),
  ).toEqual([
    ["a.md", "update", "the file changed"],
    ["b.md", "skip", "unchanged"],
    ["c.md", "new", "not in the database yet"],
    ["not-there.md", "fail", "Manifest, line 8: The file is not there."],
    ["gone.md", "remove", "not in the manifest any more"],
  ]);
  expect(plan[0]?.planned).toMatchObject({ added: 1, changed: 1, kept: 1, removed: 1, inputs: 2 });
  expect(plan[0]?.planned.tokens).toBeGreaterThan(300);
  expect(plan[2]?.planned).toMatchObject({ added: 1, changed: 0, kept: 0, removed: 0, inputs: 1 });
  expect(plan[4]?.planned).toMatchObject({ removed: 1, inputs: 0 });
  expect(run).toMatchObject({
    state: "succeeded with errors",
    chunks: { written: 0, embedded: 0 },
  });
});

test("a run that asks for approval waits with its plan, writes nothing, and goes on once it is approved", async () => {
  corpus.write("a.md", sections("wheel"));
  corpus.list([{ path: "a.md" }]);
  const { id, state, plan, run } = await runToEnd(base.db, { options: { approve: true } }, waiting);
  expect(state).toBe("waiting for approval");
  expect(run.approvalReason).toMatch(/Asked for/);
  expect(plan.map((item) => item.state)).toEqual(["planned"]);
  expect(await chunkRows(base.db)).toEqual([]);
  expect(await executeRun(base.db, id, waiting)).toBe("waiting for approval");

  await approveRun(base.db, actor, id);
  await expect(approveRun(base.db, actor, id)).rejects.toMatchObject({ code: "conflict" });
  const { rows } = await sql`select 1 from pgboss.job where data ->> 'runId' = ${id}`.execute(
    base.db,
  );
  expect(rows).toHaveLength(1);
  expect(await executeRun(base.db, id, waiting)).toBe("succeeded");
  expect((await whatRunDid(base.db, id)).run).toMatchObject({ approvedBy: "a test" });
  expect(await chunkRows(base.db)).toHaveLength(1);
});

test("a large removal waits for a person where it can, and is refused where it cannot", async () => {
  for (const name of ["a", "b", "c"]) corpus.write(`${name}.md`, sections(name));
  corpus.list(["a", "b", "c"].map((name) => ({ path: `${name}.md` })));
  await runToEnd(base.db);
  corpus.list([{ path: "a.md" }, { path: "b.md" }]);
  await expect(runToEnd(base.db)).rejects.toMatchObject({ code: "conflict" });
  expect(await runToEnd(base.db, {}, waiting)).toMatchObject({
    state: "waiting for approval",
    run: { approvalReason: "This run would take 1 of 3 active documents out of retrieval." },
  });
  expect(await chunkRows(base.db)).toHaveLength(3);
});

test("an approved run is refused by a worker that sees another manifest or other files", async () => {
  corpus.write("a.md", sections("wheel"));
  corpus.list([{ path: "a.md" }]);
  for (const meddle of [
    () => corpus.write("a.md", sections("frame")),
    () => corpus.list([{ path: "a.md", status: "planned" }]),
  ]) {
    corpus.write("a.md", sections("wheel"));
    const { id } = await runToEnd(base.db, { options: { approve: true } }, waiting);
    await approveRun(base.db, actor, id);
    meddle();
    await expect(executeRun(base.db, id, waiting)).rejects.toThrow(
      /when this run was planned|planned with/,
    );
    expect((await whatRunDid(base.db, id)).run).toMatchObject({ state: "failed" });
    expect(await chunkRows(base.db)).toEqual([]);
  }
});

test("a run is cancelled at once where nobody works it; what was not done stays as it was", async () => {
  corpus.write("a.md", sections("wheel"));
  corpus.list([{ path: "a.md" }]);
  const { id } = await runToEnd(base.db, { options: { approve: true } }, waiting);
  expect(await cancelRun(base.db, actor, id)).toBe("cancelled");
  await expect(cancelRun(base.db, actor, id)).rejects.toMatchObject({ code: "conflict" });
  expect(await executeRun(base.db, id, waiting)).toBe("cancelled");
  expect((await whatRunDid(base.db, id)).plan.map(({ state }) => state)).toEqual(["cancelled"]);
  expect(await chunkRows(base.db)).toEqual([]);
});

test("what failed is tried again alone; what is mended settles the earlier failure", async () => {
  corpus.write("a.md", sections("wheel"));
  corpus.write("b.md", "");
  corpus.write("c.md", "{broken");
  corpus.list([{ path: "a.md" }, { path: "b.md" }, { path: "c.md" }]);
  const first = await runToEnd(base.db);
  expect(first.run.documents).toMatchObject({ new: 2, failed: 1 });
  corpus.write("b.md", sections("frame"));
  const retry = await retryRun(base.db, actor, first.id);
  expect(await executeRun(base.db, retry, waiting)).toBe("succeeded");
  const second = await whatRunDid(base.db, retry);
  expect(second.run).toMatchObject({ retryOf: first.id, documents: { scanned: 1, new: 1 } });
  const { plan } = await whatRunDid(base.db, first.id);
  expect(plan.find(({ path }) => path === "b.md")).toMatchObject({
    state: "failed",
    settledBy: retry,
  });
  await expect(retryRun(base.db, actor, first.id)).rejects.toMatchObject({ code: "conflict" });
});

test("a file that changes or vanishes between plan and write fails alone, by name; the next run mends it", async () => {
  for (const name of ["a", "b", "c"]) corpus.write(`${name}.md`, sections(name));
  corpus.list(["a", "b", "c"].map((name) => ({ path: `${name}.md` })));
  await runToEnd(base.db);
  for (const name of ["a", "b", "c"]) corpus.write(`${name}.md`, sections(`${name} anew`));
  const id = await newRun(base.db);
  const state = await executeRun(base.db, id, {
    onPlanned: () => {
      corpus.write("b.md", sections("b once more"));
      corpus.drop("c.md");
    },
  });
  expect(state).toBe("succeeded with errors");
  const { events } = await whatRunDid(base.db, id);
  expect(events.filter(({ level }) => level === "error")).toMatchObject([
    { path: "b.md", message: expect.stringMatching(/another one than when this run was planned/) },
    { path: "c.md", message: "The file is not there." },
  ]);
  const texts = (await chunkRows(base.db)).map(({ text }) => text.slice(0, 9));
  expect(texts).toEqual(["# a anew\n", "# b\n\nThe ", "# c\n\nThe "]);
});

test("a manifest that changes while a run is going stops it: nothing is written that was not planned with it", async () => {
  for (const name of ["a", "b"]) corpus.write(`${name}.md`, sections(name));
  corpus.list([{ path: "a.md" }, { path: "b.md" }]);
  const id = await newRun(base.db);
  const going = executeRun(base.db, id, {
    onPlanned: () => corpus.list([{ path: "a.md" }, { path: "b.md", status: "deprecated" }]),
  });
  await expect(going).rejects.toThrow(/manifest is another one/);
  expect((await whatRunDid(base.db, id)).run).toMatchObject({
    state: "failed",
    errorMessage: expect.stringMatching(/Start a new run/),
  });
  expect(await chunkRows(base.db)).toEqual([]);
});
