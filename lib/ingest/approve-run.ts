import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { formatCount } from "#lib/format/number.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";
import { auditActor } from "./audit-actor.ts";
import { readRunLimits } from "./run-limits.ts";
import { stateOf } from "./state-of.ts";

type Approval = {
  requestId?: string;
  /** The number of tokens as it was typed; asked for where a plan has more than the setting says. */
  tokens?: number | undefined;
};

/**
 * Lets a run that waits for a person do what its plan says. Throws not_found, conflict in another state, or invalid
 * where a large plan's number of tokens was not typed.
 */
export function approveRun(
  db: Db,
  actor: Actor,
  id: string,
  { requestId, tokens }: Approval = {},
): Promise<void> {
  permit(actor, "runs.start");
  const by = auditActor(actor);
  return withRole(db, "perazzi_console", async (tx) => {
    const { rows } = await sql<{
      planned: number;
    }>`update console.runs set state = 'queued', approved_at = now(),
        approved_by_label = ${"label" in by ? by.label : by.email}
      where id = ${id} and state = 'waiting for approval'
      returning planned_tokens::float8 as planned`.execute(tx);
    if (rows.length === 0)
      throw new AppError(
        "conflict",
        `This run is ${await stateOf(tx, id)}: it does not wait for approval.`,
      );
    await refuseUntyped(tx, rows[0]?.planned ?? 0, tokens);
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

async function refuseUntyped(tx: Tx, planned: number, typed: number | undefined): Promise<void> {
  const { tokensToType } = await readRunLimits(tx);
  if (planned <= tokensToType || typed === planned) return;
  throw new AppError(
    "invalid",
    `This run would embed ${formatCount(planned)} tokens: type that number to start it. Nothing was started.`,
    { fields: { tokens: `takes ${planned}` } },
  );
}
