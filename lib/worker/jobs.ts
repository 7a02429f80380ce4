import { workChangeSet } from "#lib/curate/work-change-set.ts";
import { type Db, database } from "#lib/db/pool.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { giveUpMeasure, workMeasure } from "#lib/evaluate/index-quality/work-measure.ts";
import { deliverWebhook, giveUpWebhook } from "#lib/ingest/webhook/deliver-webhook.ts";
import { type JobPayload, jobPayloads, type QueueName } from "#lib/jobs/schemas.ts";
import type { JobContext, QueueWork } from "#lib/jobs/work-queues.ts";
import { workGuardrail } from "./guardrail-job.ts";
import { doHousekeeping } from "./housekeeping.ts";
import { giveUpRun, workRun } from "./run-job.ts";
import { giveUpShadow, workShadow } from "./shadow-job.ts";

type JobDefinition<Q extends QueueName> = {
  handle(db: Db, payload: JobPayload<Q>, context: JobContext): Promise<void>;
  /** Called once a job has used up its attempts. */
  onSetAside?(db: Db, payload: JobPayload<Q>, error: unknown): Promise<void>;
  /** How many jobs of this queue one worker does at a time: 1 unless told. */
  concurrency?: number;
};

export type Jobs = { [Q in QueueName]: JobDefinition<Q> };

/** What is done with the jobs of each queue. */
export const jobs: Jobs = {
  runs: { handle: workRun, onSetAside: giveUpRun },
  // A search may take minutes: a cleaning goes on beside it.
  guardrail: { handle: workGuardrail, concurrency: 2 },
  housekeeping: { handle: (db, { task }) => doHousekeeping(db, task) },
  shadow: { handle: workShadow, onSetAside: giveUpShadow },
  webhooks: {
    handle: (db, { deliveryId }) => deliverWebhook(db, deliveryId),
    onSetAside: (db, { deliveryId }) => giveUpWebhook(db, deliveryId),
    concurrency: 4,
  },
  "change-effects": {
    handle: async (db, { changeSetId }, { signal }) => {
      await workChangeSet(db, changeSetId, { budgetMs: 3_600_000, signal });
    },
  },
  "index-quality": {
    handle: (db, { measureId }, context) =>
      workMeasure(db, measureId, { ...context, read: readerBeside(db) }),
    onSetAside: (db, { measureId }, error) => giveUpMeasure(db, measureId, error),
  },
};

/** Where retrieval reads: the replica, or this worker's own connections where there is none. */
function readerBeside(db: Db): Db {
  const { readUrl, databaseUrl } = env();
  return readUrl === databaseUrl ? db : database("read");
}

/** The jobs as the queue hands them out: payloads parsed, those of another environment refused. */
export function workOf(db: Db, defined: Partial<Jobs>): Record<string, QueueWork> {
  const names = Object.keys(defined) as QueueName[];
  return Object.fromEntries(names.map((name) => [name, queueWork(db, name, defined[name])]));
}

function queueWork<Q extends QueueName>(
  db: Db,
  name: Q,
  definition: JobDefinition<Q> | undefined,
): QueueWork {
  // The schema of a queue makes exactly its payload; TypeScript cannot follow that through the map.
  const parse = (data: unknown) => jobPayloads[name].parse(data) as JobPayload<Q>;
  return {
    concurrency: definition?.concurrency ?? 1,
    async handle(data, context) {
      refuseOtherEnvironment(data);
      await definition?.handle(db, parse(data), context);
    },
    async onSetAside(data, error) {
      if (jobPayloads[name].safeParse(data).success)
        await definition?.onSetAside?.(db, parse(data), error);
    },
  };
}

function refuseOtherEnvironment(data: unknown): void {
  const theirs = (data as { environment?: string } | null)?.environment;
  if (theirs !== undefined && theirs !== env().environment)
    throw new AppError(
      "conflict",
      `This job belongs to the environment ${theirs}, this worker to ${env().environment}.`,
    );
}
