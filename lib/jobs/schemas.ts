import { z } from "zod";

/** The queue of ingestion and re-embed runs; `console.request_run` sends to it. */
export const RUN_QUEUE = "runs";

/** What a run's job carries: only the id, so that the queue holds no text. */
export const runJobSchema = z.object({ runId: z.uuid() });
