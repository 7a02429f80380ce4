import { randomUUID } from "node:crypto";
import type { Db } from "#lib/db/pool.ts";
import { openQueue } from "#lib/jobs/open-queue.ts";
import { scheduleTasks } from "#lib/jobs/schedule-tasks.ts";
import { type Worked, workQueues } from "#lib/jobs/work-queues.ts";
import { forgetPresence, recordPresence } from "#lib/jobs/worker-presence.ts";
import { logger } from "#lib/logger/logger.ts";
import { adoptRuns } from "./adopt-runs.ts";
import { adoptShadows } from "./adopt-shadows.ts";
import { type Jobs, workOf } from "./jobs.ts";
import { shareRuns } from "./share-runs.ts";

type WorkerOptions = {
  db: Db;
  url: string;
  jobs: Partial<Jobs>;
  signal: AbortSignal;
  once?: boolean;
  pollMs?: number;
};

/** Works the queues of `jobs` until `signal` aborts, or with `once` until nothing waits. */
export async function runWorker({ db, url, jobs, ...work }: WorkerOptions): Promise<Worked> {
  const workerId = randomUUID();
  const queue = await openQueue(url, { supervise: true });
  const schedule = async () => jobs.housekeeping && (await scheduleTasks(db));
  const timers = [
    every(1_000, "orphans", () => queue.hastenOrphans()),
    every(5_000, "presence", () => recordPresence(db, workerId)),
    every(1_000, "abandoned runs", () => adoptRuns(db)),
    every(1_000, "shared runs", () => shareRuns(db)),
    every(5_000, "periodic tasks", schedule),
    every(5_000, "shadow sets", async () => jobs.shadow && (await adoptShadows(db))),
  ];
  try {
    // Before the first look at the queues: a worker that only drains them does what is due as well.
    await schedule();
    return await workQueues({ ...work, queue, work: workOf(db, jobs) });
  } finally {
    for (const timer of timers) clearInterval(timer);
    await forgetPresence(db, workerId).catch((error) =>
      logger.warn({ err: error }, "could not sign off"),
    );
    await queue.close();
  }
}

function every(ms: number, what: string, task: () => Promise<unknown>): NodeJS.Timeout {
  let busy = false;
  const tick = async () => {
    if (busy) return;
    busy = true;
    try {
      await task();
    } catch (error) {
      logger.warn({ err: error }, `${what}: failed, tried again later`);
    } finally {
      busy = false;
    }
  };
  void tick();
  return setInterval(() => void tick(), ms);
}
