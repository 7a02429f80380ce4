import { randomUUID } from "node:crypto";
import type { Db } from "#lib/db/pool.ts";
import { openQueue } from "#lib/jobs/open-queue.ts";
import { RUN_QUEUE, runJobSchema } from "#lib/jobs/schemas.ts";
import { type JobHandler, type Worked, workQueue } from "#lib/jobs/work-queue.ts";
import { forgetPresence, recordPresence } from "#lib/jobs/worker-presence.ts";
import { logger } from "#lib/logger/logger.ts";
import { failAbandonedRuns, failRun, settleDates } from "./upkeep.ts";

type WorkerOptions = {
  db: Db;
  url: string;
  runHandler: JobHandler;
  signal: AbortSignal;
  once?: boolean;
  pollMs?: number;
};

const gaveUp =
  "This run failed each time it was tried. What was written before stays; look at the worker's log, then start a new run.";

/** Works the queue until `signal` aborts, or with `once` until nothing waits. */
export async function runWorker({ db, url, runHandler, ...work }: WorkerOptions): Promise<Worked> {
  const workerId = randomUUID();
  const queue = await openQueue(url, { supervise: true });
  const timers = [
    every(1_000, "orphans", () => queue.hastenOrphans()),
    every(5_000, "presence", () => recordPresence(db, workerId)),
    every(5_000, "abandoned runs", () => failAbandonedRuns(db)),
    every(60_000, "dates", () => settleDates(db)),
  ];
  try {
    return await workQueue({
      ...work,
      queue,
      name: RUN_QUEUE,
      handler: runHandler,
      async onSetAside(payload, error) {
        const job = runJobSchema.safeParse(payload);
        if (!job.success) return;
        const own = error instanceof Error && error.name === "AppError" ? error.message : gaveUp;
        await failRun(db, job.data.runId, own);
      },
    });
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
