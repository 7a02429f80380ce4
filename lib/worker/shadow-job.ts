import type { Db } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { failShadow } from "#lib/ingest/shadow/fail-shadow.ts";
import { fillShadow } from "#lib/ingest/shadow/fill-shadow.ts";
import { promoteShadow } from "#lib/ingest/shadow/promote-shadow.ts";
import type { JobPayload } from "#lib/jobs/schemas.ts";
import type { JobContext } from "#lib/jobs/work-queues.ts";

type Payload = JobPayload<"shadow">;

/** Fills a set of vectors of another model, or makes them the served ones. */
export async function workShadow(
  db: Db,
  { task, setId }: Payload,
  context: JobContext,
): Promise<void> {
  if (task === "fill") await fillShadow(db, setId, context);
  else await promoteShadow(db, setId);
}

/** Says on the page why it could not be done: a filling may be gone on with, a promotion asked for again. */
export async function giveUpShadow(
  db: Db,
  { task, setId }: Payload,
  error: unknown,
): Promise<void> {
  const message =
    error instanceof AppError
      ? error.message
      : "It failed each time it was tried. What is served is as it was; look at the worker's log, then try again.";
  await failShadow(db, setId, {
    during: task === "fill" ? "filling" : "promoting",
    to: task === "fill" ? "failed" : "resting",
    message,
  });
}
