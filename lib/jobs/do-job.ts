import { z } from "zod";
import { AppError, sqlState } from "#lib/errors/app-error.ts";
import { logger } from "#lib/logger/logger.ts";
import { NotForThisWorker } from "./not-for-this-worker.ts";
import type { Job, JobClaim, Queue } from "./open-queue.ts";
import type { Worked, WorkOptions } from "./work-queues.ts";

type TakenJob = JobClaim & Job;

// Long enough for another worker to come first.
const leaveToOthersSeconds = 5;

/** Works one taken job with a heartbeat and settles it: done, to be tried again, given back or set aside. */
export async function doJob(options: WorkOptions, job: TakenJob): Promise<keyof Worked> {
  const { queue, work, signal, heartbeatMs = 2_000 } = options;
  const lost = new AbortController();
  const timer = setInterval(() => void keepAlive(queue, job, lost), heartbeatMs);
  logger.info({ queue: job.name, job: job.id, attempt: job.retryCount + 1 }, "job taken");
  try {
    await work[job.name]?.handle(job.data, {
      signal: AbortSignal.any([signal, lost.signal]),
      progressed: () => queue.extend(job),
    });
    // Fenced by the attempt: a worker that lost its claim completes nothing.
    await queue.boss.complete(job.name, job);
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
  { queue, work, signal }: WorkOptions,
  job: TakenJob,
  error: unknown,
  lost: boolean,
): Promise<void> {
  if (lost) return logger.warn({ job: job.id }, "job was taken up by another worker");
  try {
    if (error instanceof NotForThisWorker) {
      await queue.release(job, leaveToOthersSeconds);
      return logger.warn({ job: job.id, reason: error.message }, "job left to another worker");
    }
    if (signal.aborted) {
      await queue.release(job);
      return logger.info({ job: job.id }, "job given back");
    }
    logger.error({ err: error, job: job.id, attempt: job.retryCount + 1 }, "job failed");
    const left = isFinal(error) ? await queue.makeLast(job) : await queue.attemptsLeft(job);
    // Stored with the job: the kind of error only, because messages may quote documents.
    await queue.boss.fail(job.name, job, {
      name: error instanceof Error ? error.name : typeof error,
      code: sqlState(error) ?? null,
    });
    if (left === 0) await work[job.name]?.onSetAside(job.data, error);
  } catch (failure) {
    logger.warn({ err: failure, job: job.id }, "could not settle the job; its heartbeat will end");
  }
}

/** Errors that trying again cannot mend: a payload of the wrong form, a run that may not be done. */
function isFinal(error: unknown): boolean {
  if (error instanceof AppError) return error.code !== "unavailable" && error.code !== "internal";
  return error instanceof z.ZodError;
}
