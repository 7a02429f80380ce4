import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";
import { auditActor } from "./audit-actor.ts";
import { stateOf } from "./state-of.ts";

/** Lets a run that waits for a person do what its plan says. Throws not_found, or conflict in another state. */
export function approveRun(db: Db, actor: Actor, id: string, requestId?: string): Promise<void> {
  permit(actor, "runs.start");
  const by = auditActor(actor);
  return withRole(db, "perazzi_console", async (tx) => {
    const { rows } = await sql`update console.runs set state = 'queued', approved_at = now(),
        approved_by_label = ${"label" in by ? by.label : by.email}
      where id = ${id} and state = 'waiting for approval' returning id`.execute(tx);
    if (rows.length === 0)
      throw new AppError(
        "conflict",
        `This run is ${await stateOf(tx, id)}: it does not wait for approval.`,
      );
    await enqueueJob(tx, "runs", { runId: id });
    await recordAudit(tx, {
      actor: by,
      action: "run.approve",
      subjectType: "run",
      subjectId: id,
      changes: { state: { from: "waiting for approval", to: "queued" } },
      requestId: requestId ?? null,
    });
  });
}
