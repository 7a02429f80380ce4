import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { newRun, runToEnd } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { createRun } from "./create-run.ts";
import { LostLease } from "./item-lease.ts";
import { requestRun } from "./request-run.ts";
import { retryRun } from "./retry-run.ts";
import { executeRun } from "./run-ingest.ts";
import type { RunScope } from "./run-scope.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let corpus: ReturnType<typeof temporaryCorpus>;

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate console.runs cascade`.execute(base.db);
  await sql`truncate public.documents cascade`.execute(base.db);
  corpus = temporaryCorpus();
  return () => corpus.remove();
});

const somebody = (): Staff => ({
  id: randomUUID(),
  userId: randomUUID(),
  email: "somebody@example.com",
  role: "admin",
});
type Chosen = Pick<RunScope, "path" | "category" | "docType">;
const ask = (chosen: Chosen) =>
  requestRun(base.db, somebody(), { kind: "ingest", mode: "incremental", ...chosen });

// No document is stored: what these runs would work is only in the manifest.
test.each<[Chosen, Chosen]>([
  [{ category: "gun-info" }, { category: "gun-info" }],
  [{ category: "gun-info" }, { category: "gun-info", docType: "letter" }],
  [{ path: "a" }, { path: "a/b.md", category: "gun-info" }],
  [{}, { category: "gun-info" }],
])("on an empty corpus %j is in the way of %j, and the other way round", async (one, other) => {
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const) {
    await sql`truncate console.runs cascade`.execute(base.db);
    const id = await ask(first);
    await expect(ask(second)).rejects.toMatchObject({ code: "conflict", details: { runId: id } });
  }
});

test.each<[Chosen, Chosen]>([
  [{ category: "gun-info" }, { category: "company-info" }],
  [
    { path: "a", category: "gun-info" },
    { path: "a", category: "company-info" },
  ],
  [{ path: "a" }, { path: "ab" }],
  [{ path: "a", docType: "letter" }, { docType: "list" }],
])("%j is in nobody's way for %j", async (one, other) => {
  await ask(one);
  await expect(ask(other)).resolves.toEqual(expect.any(String));
});

test("of requests at the same moment, each under a key of its own, one wins and the others are told which", async () => {
  const admin = somebody();
  const asked = await Promise.allSettled(
    [admin, admin, somebody(), somebody()].map((who) =>
      requestRun(
        base.db,
        who,
        { kind: "ingest", mode: "full", category: "gun-info" },
        { idempotencyKey: randomUUID() },
      ),
    ),
  );
  const { rows } = await sql<{ id: string }>`select id from console.runs`.execute(base.db);
  expect(rows).toHaveLength(1);
  const id = rows[0]?.id;
  expect(asked).toContainEqual({ status: "fulfilled", value: id });
  for (const one of asked)
    if (one.status === "fulfilled") expect(one.value).toBe(id);
    else expect(one.reason).toMatchObject({ code: "conflict", details: { runId: id } });
});

test("a retry of a file that was never stored is in the way of its folder, and its folder of it", async () => {
  corpus.list([{ path: "in/gone.md" }]);
  const { id } = await runToEnd(base.db);
  const retry = await retryRun(base.db, somebody(), id);
  await expect(ask({ path: "in" })).rejects.toMatchObject({ details: { runId: retry } });
  await expect(ask({ path: "in/gone.md" })).rejects.toMatchObject({ details: { runId: retry } });
  await sql`update console.runs set state = 'cancelled', finished_at = now() where id = ${retry}`.execute(
    base.db,
  );
  const folder = await ask({ path: "in" });
  await expect(retryRun(base.db, somebody(), id)).rejects.toMatchObject({
    details: { runId: folder },
  });
});

test("what a run has planned and never stored is in the way, by whatever it was chosen", async () => {
  corpus.write("in/new.md", "# New\n\nA text.\n");
  corpus.list([{ path: "in/new.md", category: "gun-info" }]);
  const { id } = await runToEnd(
    base.db,
    { scope: { category: "gun-info" }, options: { approve: true } },
    { canWait: true },
  );
  await expect(ask({ path: "in" })).rejects.toMatchObject({ details: { runId: id } });
  await expect(ask({ path: "elsewhere" })).resolves.toEqual(expect.any(String));
});

test("the command is refused too, and names the run; a dry run is not", async () => {
  corpus.write("in/new.md", "# New\n\nA text.\n");
  corpus.list([{ path: "in/new.md" }]);
  const id = await ask({ path: "in" });
  const refused = await command("--path", "in/new.md");
  expect(refused.code).toBe(1);
  expect(refused.err).toContain(id);
  const { rows } = await sql`select 1 from console.runs where id <> ${id}`.execute(base.db);
  expect(rows).toEqual([]);
  expect(await command("--path", "in/new.md", "--dry-run")).toMatchObject({ code: 0 });
});

test("the same command goes on with the run that it left half-way", async () => {
  corpus.write("in/new.md", "# New\n\nA text.\n");
  corpus.list([{ path: "in/new.md" }]);
  const id = await createRun(base.db, {
    kind: "ingest",
    mode: "incremental",
    requestedBy: { id: null, label: "ada (command line)" },
    scope: { path: "in" },
  });
  expect((await command("--path", "in", "--full")).err).toContain(id);
  expect(await command("--path", "in")).toMatchObject({ code: 0 });
  const { rows } = await sql`select id, state from console.runs`.execute(base.db);
  expect(rows).toEqual([{ id, state: "succeeded" }]);
});

test("it begins anew in the same breath where the manifest is another one by now", async () => {
  corpus.write("in/new.md", "# New\n\nA text.\n");
  corpus.list([{ path: "in/new.md" }]);
  const left = await newRun(base.db, {
    requestedBy: { id: null, label: "ada (command line)" },
    scope: { path: "in" },
  });
  const onPlanned = () => {
    throw new LostLease();
  };
  expect(await executeRun(base.db, left, { onPlanned })).toBe("running");
  corpus.write("in/more.md", "# More\n\nA text.\n");
  corpus.list([{ path: "in/new.md" }, { path: "in/more.md" }]);
  expect(await command("--path", "in")).toMatchObject({ code: 0 });
  const { rows } = await sql`select id = ${left} as was_left, state
    from console.runs order by created_at`.execute(base.db);
  expect(rows).toEqual([
    { was_left: true, state: "failed" },
    { was_left: false, state: "succeeded" },
  ]);
  const stored = await sql`select path from public.documents order by path`.execute(base.db);
  expect(stored.rows).toEqual([{ path: "in/more.md" }, { path: "in/new.md" }]);
});

function command(...args: string[]): Promise<{ code: number; err: string }> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ["lib/cli/ingest.ts", ...args],
      { env: childEnvironment({ CORPUS_ROOT: corpus.root, OPENAI_API_KEY: "" }) },
      (_error, _out, err) => done({ code: child.exitCode ?? -1, err }),
    );
  });
}
