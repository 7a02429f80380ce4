import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";
import { readWorkers } from "#lib/jobs/read-workers.ts";
import { scheduleTasks } from "#lib/jobs/schedule-tasks.ts";
import { housekeepingTasks } from "#lib/jobs/schemas.ts";
import type { JobContext } from "#lib/jobs/work-queues.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { giveUpRun } from "./run-job.ts";
import { runWorker } from "./run-worker.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
const children: ChildProcess[] = [];

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await base.close();
});

function requestRun(): Promise<string> {
  return withRole(base.db, "perazzi_curate", async (tx) => {
    const { rows } = await sql<{
      id: string;
    }>`select console.request_run('ingest', 'incremental', 'local', null,
      'a test', '{}', '{}', null) as id`.execute(tx);
    return rows[0]?.id ?? "";
  });
}

async function jobOf(runId: string) {
  const { rows } = await sql<{ state: string; retry_count: number }>`select state::text, retry_count
    from pgboss.job where id = ${runId} and name = 'runs'`.execute(base.db);
  return rows[0];
}

async function runState(runId: string) {
  const { rows } = await sql<{
    state: string;
    error_message: string | null;
  }>`select state, error_message
    from console.runs where id = ${runId}`.execute(base.db);
  return rows[0];
}

function worker(
  handle: (payload: { runId: string }, context: JobContext) => Promise<void>,
  stop = new AbortController(),
) {
  const runs = {
    handle: (_: Db, payload: { runId: string }, context: JobContext) => handle(payload, context),
    onSetAside: giveUpRun,
  };
  return runWorker({ db: base.db, url: base.url, jobs: { runs }, signal: stop.signal, once: true });
}

/** A worker in a process of its own: says "took <run id>" and then never ends the job. */
async function stuckWorker(): Promise<{ child: ChildProcess; took: Promise<string> }> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("./stuck-worker.ts", import.meta.url)), base.url],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  children.push(child);
  const took = once(child.stdout, "data").then(([data]) =>
    String(data).trim().replace("took ", ""),
  );
  return { child, took };
}

test("a run that is asked for is done once, with its own id", async () => {
  const runId = await requestRun();
  const seen: unknown[] = [];
  const worked = await worker(async (payload) => void seen.push(payload));
  expect(worked).toEqual({ done: 1, failed: 0 });
  expect(seen).toEqual([{ runId }]);
  expect(await jobOf(runId)).toMatchObject({ state: "completed", retry_count: 0 });
});

test("while it works a worker is seen, and not afterwards", async () => {
  await requestRun();
  let live = 0;
  await worker(async () => {
    await vi.waitFor(async () => {
      live = (await readWorkers(base.db)).live;
      expect(live).toBe(1);
    });
  });
  expect(live).toBe(1);
  expect((await readWorkers(base.db)).live).toBe(0);
});

test("two workers share the jobs, none is done twice", async () => {
  const asked = await Promise.all(Array.from({ length: 12 }, requestRun));
  const seen: string[] = [];
  const note = async ({ runId }: { runId: string }) => void seen.push(runId);
  await Promise.all([worker(note), worker(note)]);
  expect(seen.toSorted()).toEqual(asked.toSorted());
});

test("a stopped worker gives its job back without counting the attempt", async () => {
  const runId = await requestRun();
  const stop = new AbortController();
  await worker((_, { signal }) => {
    stop.abort(new Error("stop"));
    return Promise.reject(signal.reason);
  }, stop);
  expect(await jobOf(runId)).toMatchObject({ state: "retry", retry_count: 0 });
  expect(await worker(async () => {})).toEqual({ done: 1, failed: 0 });
  expect(await jobOf(runId)).toMatchObject({ state: "completed", retry_count: 0 });
});

test("a job that cannot be mended is set aside at once, and its run says why", async () => {
  const runId = await requestRun();
  const next = await requestRun();
  const worked = await worker(async (payload) => {
    if (payload.runId === runId)
      throw new AppError("conflict", "The manifest has changed since this run was planned.");
  });
  expect(worked).toEqual({ done: 1, failed: 1 });
  expect(await jobOf(runId)).toMatchObject({ state: "failed" });
  expect(await jobOf(next)).toMatchObject({ state: "completed" });
  expect(await runState(runId)).toEqual({
    state: "failed",
    error_message: "The manifest has changed since this run was planned.",
  });
});

test("a failure that may pass is tried again, and the job keeps no text of it", async () => {
  const runId = await requestRun();
  await worker(() => Promise.reject(new Error("secret text of a document")));
  expect(await jobOf(runId)).toMatchObject({ state: "retry" });
  expect((await runState(runId))?.state).toBe("queued");
  const { rows } = await sql<{
    output: string;
  }>`select output::text from pgboss.job where id = ${runId}`.execute(base.db);
  expect(rows[0]?.output).not.toContain("secret");
  await sql`update pgboss.job set start_after = now(), retry_count = retry_limit - 1 where id = ${runId}`.execute(
    base.db,
  );
  await worker(() => Promise.reject(new Error("secret text of a document")));
  expect(await jobOf(runId)).toMatchObject({ state: "failed" });
  expect((await runState(runId))?.state).toBe("failed");
});

test("the job of a killed worker is taken up within 15 s", { timeout: 40_000 }, async () => {
  const runId = await requestRun();
  const { child, took } = await stuckWorker();
  expect(await took).toBe(runId);
  child.kill("SIGKILL");
  await once(child, "exit");
  const killed = Date.now();
  const stop = new AbortController();
  await runWorker({
    db: base.db,
    url: base.url,
    signal: stop.signal,
    jobs: {
      runs: {
        async handle(_, payload) {
          expect(payload).toEqual({ runId });
          stop.abort(new Error("done"));
        },
      },
    },
  });
  expect(Date.now() - killed).toBeLessThan(15_000);
  expect(await jobOf(runId)).toMatchObject({ state: "completed", retry_count: 1 });
});

test("a worker told to stop ends within 10 s and gives its job back", {
  timeout: 30_000,
}, async () => {
  const runId = await requestRun();
  const { child, took } = await stuckWorker();
  expect(await took).toBe(runId);
  const told = Date.now();
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  expect(Date.now() - told).toBeLessThan(10_000);
  expect(await jobOf(runId)).toMatchObject({ state: "retry", retry_count: 0 });
});

test("a job whose workers die each time is set aside, and its run says so", {
  timeout: 60_000,
}, async () => {
  await worker(async () => {});
  const runId = await requestRun();
  await sql`update pgboss.job set retry_limit = 0 where id = ${runId}`.execute(base.db);
  const { child, took } = await stuckWorker();
  expect(await took).toBe(runId);
  child.kill("SIGKILL");
  const stop = new AbortController();
  const idle = runWorker({
    db: base.db,
    url: base.url,
    signal: stop.signal,
    jobs: {
      runs: { handle: () => Promise.reject(new Error("nobody may take it again")) },
    },
  });
  await vi.waitFor(async () => expect((await runState(runId))?.state).toBe("failed"), {
    timeout: 30_000,
    interval: 500,
  });
  stop.abort(new Error("done"));
  expect(await idle).toEqual({ done: 0, failed: 0 });
  expect((await runState(runId))?.error_message).toContain("The worker stopped each time");
  expect(await jobOf(runId)).toMatchObject({ state: "failed" });
});

test("queues are worked side by side: a long job of one does not hold up another", async () => {
  await requestRun();
  await withRole(base.db, "perazzi_console", (tx) =>
    enqueueJob(tx, "housekeeping", { task: "settle dates" }, { singleton: "settle dates" }),
  );
  let kept = () => {};
  const held = new Promise<void>((resolve) => {
    kept = resolve;
  });
  const worked = await runWorker({
    db: base.db,
    url: base.url,
    once: true,
    signal: new AbortController().signal,
    jobs: { runs: { handle: () => held }, housekeeping: { handle: async () => kept() } },
  });
  // One of each; periodic tasks may come up meanwhile too.
  expect(worked.failed).toBe(0);
  expect(worked.done).toBeGreaterThanOrEqual(2);
});

test("a periodic task is due once per interval, whichever worker looks first", async () => {
  await sql`delete from console.periodic_tasks`.execute(base.db);
  const due = async () =>
    (await Promise.all([1, 2, 3, 4].map(() => scheduleTasks(base.db)))).flat().toSorted();
  expect(await due()).toEqual(Object.keys(housekeepingTasks).toSorted());
  expect(await due()).toEqual([]);
  await sql`update console.periodic_tasks set last_started_at = now() - interval '2 minutes'
    where name = 'settle dates'`.execute(base.db);
  expect(await due()).toEqual(["settle dates"]);
});

test("a poison job is set aside after five attempts; one that gets on has them anew", async () => {
  const runId = await requestRun();
  const attempt = (progress: boolean) =>
    worker(async (_, { progressed }) => {
      if (progress) await progressed();
      throw new Error("again");
    });
  const again = () =>
    sql`update pgboss.job set start_after = now() where id = ${runId} and state = 'retry'`.execute(
      base.db,
    );
  for (let n = 1; n <= 4; n++) {
    expect(await attempt(false)).toEqual({ done: 0, failed: 1 });
    await again();
  }
  await attempt(true);
  for (let n = 1; n <= 4; n++) {
    expect(await jobOf(runId)).toMatchObject({ state: "retry" });
    await again();
    await attempt(false);
  }
  expect(await jobOf(runId)).toMatchObject({ state: "failed" });
  expect((await runState(runId))?.state).toBe("failed");
});

test("a job of another environment is set aside, never worked", async () => {
  const runId = await requestRun();
  await sql`update pgboss.job set data = data || '{"environment": "production"}' where id = ${runId}`.execute(
    base.db,
  );
  const seen: unknown[] = [];
  expect(await worker(async (payload) => void seen.push(payload))).toEqual({ done: 0, failed: 1 });
  expect(seen).toEqual([]);
  expect(await jobOf(runId)).toMatchObject({ state: "failed" });
});
