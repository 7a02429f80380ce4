import { setTimeout as wait } from "node:timers/promises";
import { logger } from "#lib/logger/logger.ts";
import { doJob } from "./do-job.ts";
import type { Job, JobClaim, Queue } from "./open-queue.ts";

export type JobContext = {
  /** Aborted when the worker stops or another one has this job: end soon and throw. */
  signal: AbortSignal;
  /** Says that this attempt achieved something: the five attempts start anew. */
  progressed(): Promise<void>;
};

export type QueueWork = {
  handle(payload: unknown, context: JobContext): Promise<void>;
  /** Called once a job has used up its attempts. */
  onSetAside(payload: unknown, error: unknown): Promise<void>;
  /** How many jobs of this queue one worker does at a time. */
  concurrency: number;
};

export type WorkOptions = {
  queue: Queue;
  work: Record<string, QueueWork>;
  /** Stop: take no further job, and give the present ones back. */
  signal: AbortSignal;
  /** Return as soon as nothing waits. */
  once?: boolean;
  pollMs?: number;
  heartbeatMs?: number;
};

/** How many jobs were done, and how many attempts failed. */
export type Worked = { done: number; failed: number };

/** Takes jobs of every queue until stopped (or, with `once`, until none waits). */
export async function workQueues(options: WorkOptions): Promise<Worked> {
  const { queue, work, signal, once = false, pollMs = 500 } = options;
  const worked: Worked = { done: 0, failed: 0 };
  const inHand = new Map<Promise<void>, TakenJob>();
  while (!signal.aborted) {
    const free = Object.keys(work).filter((name) => busy(inHand, name) < concurrencyOf(work, name));
    const taken = await takeJobs(queue, free);
    if (signal.aborted) {
      for (const job of taken) await queue.release(job);
      break;
    }
    for (const job of taken) {
      const doing = doJob(options, job).then((end) => {
        worked[end]++;
        inHand.delete(doing);
      });
      inHand.set(doing, job);
    }
    if (once && taken.length === 0 && inHand.size === 0) break;
    if (taken.length === 0)
      await Promise.race([
        wait(pollMs, undefined, { signal }).catch(() => undefined),
        ...inHand.keys(),
      ]);
  }
  // Ended by being told to, or with nothing in hand.
  await Promise.race([Promise.all(inHand.keys()), wait(patienceMs, undefined, { ref: false })]);
  // What does not listen to being stopped is left: given back in good time, it costs no attempt.
  for (const job of inHand.values()) await queue.release(job);
  return worked;
}

// A worker ends within 10 s of being told; its supervisor and its connections need some of them.
const patienceMs = 6_000;

function busy(inHand: Map<Promise<void>, TakenJob>, name: string): number {
  return [...inHand.values()].filter((one) => one.name === name).length;
}

function concurrencyOf(work: Record<string, QueueWork>, name: string): number {
  return work[name]?.concurrency ?? 0;
}

type TakenJob = JobClaim & Job;

/** One job of each queue in which any waits; none while the database is away, which passes. */
async function takeJobs(queue: Queue, names: string[]): Promise<TakenJob[]> {
  try {
    const taken: TakenJob[] = [];
    for (const name of names.length === 0 ? [] : await queue.waiting(names)) {
      const [job] = await queue.boss.fetch<object>(name, { includeMetadata: true, batchSize: 1 });
      if (job) taken.push(job);
    }
    return taken;
  } catch (error) {
    logger.warn({ err: error }, "could not ask for a job");
    return [];
  }
}
