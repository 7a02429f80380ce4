import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { RequestRun } from "./run-request-schemas.ts";

type Request = { requestId?: string; idempotencyKey?: string | undefined };

/**
 * Queues a run and its job in one transaction; returns the run's id. A run of the same kind and scope
 * that still waits is returned instead of a second one. Throws not_found for an unknown document.
 */
export function requestRun(
  db: Db,
  actor: Actor,
  request: RequestRun,
  { requestId, idempotencyKey }: Request = {},
): Promise<string> {
  permit(actor, "runs.start");
  const by =
    "role" in actor ? { userId: actor.userId, email: actor.email } : { label: actor.label };
  const mode = request.kind === "reembed" ? "selection" : request.mode;
  const scope =
    request.kind === "reembed" ? { documentIds: [...new Set(request.documentIds)].sort() } : {};
  return withRole(db, "perazzi_curate", async (tx) => {
    if (scope.documentIds) await assertDocuments(tx, scope.documentIds);
    const waiting = await sql<{ id: string }>`select id from console.runs
      where kind = ${request.kind} and mode = ${mode} and state = 'queued' and scope = ${JSON.stringify(scope)}::jsonb
      order by created_at limit 1`.execute(tx);
    if (waiting.rows[0]) return waiting.rows[0].id;
    const { rows } = await sql<{
      id: string;
    }>`select console.request_run(${request.kind}, ${mode}, ${env().environment},
      ${"userId" in by ? by.userId : null}::uuid, ${"email" in by ? by.email : by.label}, ${JSON.stringify(scope)}::jsonb,
      '{}'::jsonb, ${idempotencyKey ?? null}) as id`.execute(tx);
    const id = rows[0]?.id;
    if (!id) throw new AppError("internal", "The run could not be queued. Nothing was changed.");
    await recordAudit(tx, {
      actor: by,
      action: "run.request",
      subjectType: "run",
      subjectId: id,
      subjectLabel: `${request.kind}, ${mode}`,
      changes: { state: { from: null, to: "queued" }, scope: { from: null, to: scope } },
      requestId: requestId ?? null,
    });
    return id;
  });
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
