import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { auditActor } from "./audit-actor.ts";
import { refuseOverlap } from "./overlapping-run.ts";
import type { RunScope } from "./run-scope.ts";
import { hasEnded, type RunKind, type RunMode, type RunState } from "./runs-schemas.ts";
import { leftToRetry } from "./settle-earlier.ts";

type Earlier = {
  kind: RunKind;
  mode: RunMode;
  state: RunState;
  scope: RunScope;
  options: Record<string, unknown>;
  planned: boolean;
  failed: string[];
};

type Request = { requestId?: string; idempotencyKey?: string | undefined };

/**
 * Asks for a run over what failed in an earlier one; each document that it mends settles its failure there. A run
 * that failed as a whole is tried again with what it left undone. Returns the new run's id.
 */
export function retryRun(
  db: Db,
  actor: Actor,
  id: string,
  { requestId, idempotencyKey }: Request = {},
): Promise<string> {
  permit(actor, "runs.start");
  const by = auditActor(actor);
  return withRole(db, "perazzi_console", async (tx) => {
    const earlier = await readEarlier(tx, id);
    if (!hasEnded(earlier.state))
      throw new AppError("conflict", "This run has not ended yet: wait for it, or cancel it.");
    if (earlier.planned && earlier.failed.length === 0)
      throw new AppError("conflict", "Nothing of this run is left to try again.");
    const scope = earlier.planned ? { paths: earlier.failed } : earlier.scope;
    const { kind, mode, options } = earlier;
    await refuseOverlap(tx, scope);
    const { rows } = await sql<{
      id: string;
    }>`select console.request_run(${kind}, ${mode}, ${env().environment},
      ${"label" in by ? null : by.userId}::uuid, ${"label" in by ? by.label : by.email}, ${JSON.stringify(scope)}::jsonb,
      ${JSON.stringify(options)}::jsonb, ${idempotencyKey ?? null}) as id`.execute(tx);
    const retry = rows[0]?.id;
    if (!retry) throw new AppError("internal", "The run could not be queued. Nothing was changed.");
    await sql`update console.runs set retry_of = ${id} where id = ${retry}`.execute(tx);
    await recordAudit(tx, {
      actor: by,
      action: "run.retry",
      subjectType: "run",
      subjectId: retry,
      subjectLabel: `${kind}, ${mode}`,
      changes: { retry_of: { from: null, to: id }, state: { from: null, to: "queued" } },
      requestId: requestId ?? null,
    });
    return retry;
  });
}

async function readEarlier(tx: Tx, id: string): Promise<Earlier> {
  const { rows } =
    await sql<Earlier>`select kind, mode, state, scope, options, planned_at is not null as planned,
      array(select i.path from console.run_plan_items i where i.run_id = r.id and ${leftToRetry}
        order by i.ordinal) as failed
    from console.runs r where id = ${id} for no key update`.execute(tx);
  if (!rows[0]) throw new AppError("not_found", "There is no run with this id.");
  return rows[0];
}
