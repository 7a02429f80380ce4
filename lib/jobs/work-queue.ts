import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { AppError, sqlState } from "#lib/errors/app-error.ts";
import { logger } from "#lib/logger/logger.ts";
import type { JobClaim, Queue } from "./open-queue.ts";

export type JobHandler = (payload: unknown, signal: AbortSignal) => Promise<void>;

type WorkOptions = {
  queue: Queue;
  name: string;
  handler: JobHandler;
  /** Called once a job has used up its attempts. */
  onSetAside: (payload: unknown, error: unknown) => Promise<void>;
  /** Stop: take no further job, and give the present one back. */
  signal: AbortSignal;
  /** Return as soon as nothing waits. */
  once?: boolean;
  pollMs?: number;
  heartbeatMs?: number;
};

/** How many jobs were done, and how many attempts failed. */
export type Worked = { done: number; failed: number };

/** Takes jobs one by one until stopped (or, with `once`, until none waits). */
export async function workQueue(options: WorkOptions): Promise<Worked> {
  const { queue, name, signal, once = false, pollMs = 500 } = options;
  const worked: Worked = { done: 0, failed: 0 };
  while (!signal.aborted) {
    const job = await takeJob(queue, name);
    if (job) {
      worked[await doJob(options, job)]++;
    } else if (once) break;
    else await wait(pollMs, undefined, { signal }).catch(() => undefined);
  }
  return worked;
}

type TakenJob = JobClaim & { data: unknown; retryLimit: number };

/** The next job, or undefined: also while the database is away, which passes. */
async function takeJob(queue: Queue, name: string): Promise<TakenJob | undefined> {
  try {
    const [job] = await queue.boss.fetch<object>(name, { includeMetadata: true, batchSize: 1 });
    return job;
  } catch (error) {
    logger.warn({ err: error, queue: name }, "could not ask for a job");
    return undefined;
  }
}

async function doJob(options: WorkOptions, job: TakenJob): Promise<keyof Worked> {
  const { queue, name, handler, signal, heartbeatMs = 2_000 } = options;
  const lost = new AbortController();
  const timer = setInterval(() => void keepAlive(queue, job, lost), heartbeatMs);
  logger.info({ queue: name, job: job.id, attempt: job.retryCount + 1 }, "job taken");
  try {
    await handler(job.data, AbortSignal.any([signal, lost.signal]));
    // Fenced by the attempt: a worker that lost its claim completes nothing.
    await queue.boss.complete(name, job);
    return "done";
  } catch (error) {
    await settleFailure(options, job, error, lost.signal.aborted);
    return "failed";
  } finally {
    clearInterval(timer);
  }
}

async function keepAlive(queue: Queue, job: TakenJob, lost: AbortController): Promise<void> {
  try {
    // The library's type of this answer is empty; it holds how many jobs were still ours.
    const { affected } = (await queue.boss.touch(job.name, job)) as { affected?: number };
    if (affected === 0) lost.abort(new Error("another worker has this job now"));
  } catch (error) {
    // A heartbeat that could not run says nothing about the claim.
    logger.warn({ err: error, job: job.id }, "heartbeat failed");
  }
}

async function settleFailure(
  { queue, name, signal, onSetAside }: WorkOptions,
  job: TakenJob,
  error: unknown,
  lost: boolean,
): Promise<void> {
  if (lost) return logger.warn({ job: job.id }, "job was taken up by another worker");
  try {
    if (signal.aborted) {
      await queue.release(job);
      return logger.info({ job: job.id }, "job given back");
    }
    logger.error({ err: error, job: job.id, attempt: job.retryCount + 1 }, "job failed");
    const last = isFinal(error);
    if (last) await queue.makeLast(job);
    // Stored with the job: the kind of error only, because messages may quote documents.
    await queue.boss.fail(name, job, {
      name: error instanceof Error ? error.name : typeof error,
      code: sqlState(error) ?? null,
    });
    if (last || job.retryCount >= job.retryLimit) await onSetAside(job.data, error);
  } catch (failure) {
    logger.warn({ err: failure, job: job.id }, "could not settle the job; its heartbeat will end");
  }
}

/** Errors that trying again cannot mend: a payload of the wrong form, a run that may not be done. */
function isFinal(error: unknown): boolean {
  if (error instanceof AppError) return error.code !== "unavailable" && error.code !== "internal";
  return error instanceof z.ZodError;
}
