import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { auditActor } from "./audit-actor.ts";
import { refuseOverlap } from "./overlapping-run.ts";
import type { RequestRun } from "./run-request-schemas.ts";
import type { RunScope } from "./run-scope.ts";

type Request = { requestId?: string; idempotencyKey?: string | undefined };

/**
 * Queues a run and its job in one transaction; returns the run's id. A run of the same kind and scope that
 * this person asked for and that still waits is returned instead of a second one. Throws not_found for an unknown document, and conflict with the id of
 * a run that works some of these documents already.
 */
export function requestRun(
  db: Db,
  actor: Actor,
  request: RequestRun,
  { requestId, idempotencyKey }: Request = {},
): Promise<string> {
  permit(actor, "runs.start");
  const by = auditActor(actor);
  const { kind, mode, approve, confirmRemoval, ...chosen } = request;
  const scope = scopeOf(chosen);
  const options = { ...(approve ? { approve } : {}), ...(confirmRemoval ? { yes: true } : {}) };
  return withRole(db, "perazzi_curate", async (tx) => {
    if (scope.documentIds) await assertDocuments(tx, scope.documentIds);
    // Another person's is not theirs to have: who throws it away would throw it away for both.
    const theirs =
      "label" in by
        ? sql`requested_by is null and requested_by_label = ${by.label}`
        : sql`requested_by = ${by.userId}::uuid`;
    const known = await sql<{ id: string }>`select id from console.runs
      where idempotency_key = ${idempotencyKey ?? null} or (kind = ${kind} and mode = ${mode} and state = 'queued'
        and scope = ${JSON.stringify(scope)}::jsonb and options = ${JSON.stringify(options)}::jsonb
        and planned_at is null and ${theirs}) order by created_at limit 1`.execute(tx);
    if (known.rows[0]) return known.rows[0].id;
    if (mode !== "dry-run" && mode !== "audit") await refuseOverlap(tx, scope);
    const { rows } = await sql<{
      id: string;
    }>`select console.request_run(${kind}, ${mode}, ${env().environment},
      ${"label" in by ? null : by.userId}::uuid, ${"label" in by ? by.label : by.email}, ${JSON.stringify(scope)}::jsonb,
      ${JSON.stringify(options)}::jsonb, ${idempotencyKey ?? null}) as id`.execute(tx);
    const id = rows[0]?.id;
    if (!id) throw new AppError("internal", "The run could not be queued. Nothing was changed.");
    await recordAudit(tx, {
      actor: by,
      action: "run.request",
      subjectType: "run",
      subjectId: id,
      subjectLabel: `${kind}, ${mode}`,
      changes: { state: { from: null, to: "queued" }, scope: { from: null, to: scope } },
      requestId: requestId ?? null,
    });
    return id;
  });
}

type Chosen = Pick<RequestRun, "documentIds" | "path" | "category" | "docType">;

function scopeOf({ documentIds, ...filters }: Chosen): RunScope {
  const said = Object.entries(filters).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(said),
    ...(documentIds ? { documentIds: [...new Set(documentIds)].sort() } : {}),
  };
}

async function assertDocuments(tx: Tx, ids: string[]): Promise<void> {
  const { documents } = baseTables();
  const { rows } = await sql<{ known: number }>`select count(*)::int as known from ${documents}
    where id = any(${ids}::uuid[])`.execute(tx);
  if (rows[0]?.known !== ids.length)
    throw new AppError(
      "not_found",
      "At least one of these documents is not in the corpus any more.",
    );
}
