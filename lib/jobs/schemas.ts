import { z } from "zod";

/** The tasks of the queue `housekeeping`; each runs by itself after so many seconds, and on demand. */
export const housekeepingTasks = {
  "settle dates": 60,
  "search for amounts": 86_400,
  "compare files": 3_600,
  "clean retrieval log": 3_600,
  "roll up corpus writes": 60,
  "count words": 300,
  "count chunks": 10,
  "sum provider days": 3_600,
  "record corpus": 3_600,
} as const;
export type HousekeepingTask = keyof typeof housekeepingTasks;

/**
 * What the jobs of each queue carry: ids and names only, so that the queue holds no text. To add a job: its
 * queue in a migration (20261124020000 has four), its payload here, its handler in lib/worker/jobs.ts.
 */
export const jobPayloads = {
  runs: z.object({ runId: z.uuid() }),
  guardrail: z.discriminatedUnion("task", [
    z.object({ task: z.literal("scan"), scanId: z.uuid() }),
    z.object({ task: z.literal("clean"), documentId: z.uuid() }),
  ]),
  housekeeping: z.object({ task: z.enum(Object.keys(housekeepingTasks) as [HousekeepingTask]) }),
  shadow: z.object({ task: z.enum(["fill", "promote"]), setId: z.uuid() }),
  webhooks: z.object({ deliveryId: z.uuid() }),
  "change-effects": z.object({ changeSetId: z.uuid() }),
  "index-quality": z.object({ measureId: z.uuid() }),
} satisfies Record<string, z.ZodType>;

export type QueueName = keyof typeof jobPayloads;
export type JobPayload<Q extends QueueName> = z.infer<(typeof jobPayloads)[Q]>;
