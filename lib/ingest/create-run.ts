import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { RunScope, RunSettings } from "./run-scope.ts";
import type { RunKind, RunMode } from "./runs-schemas.ts";

export type NewRun = {
  kind: RunKind;
  mode: RunMode;
  requestedBy: { id: string | null; label: string };
  scope?: RunScope;
  options?: RunSettings;
  idempotencyKey?: string;
};

/** Records a run without a queue job (the command line); the same idempotency key returns the earlier run. */
export async function createRun(db: Tx | Db, run: NewRun): Promise<string> {
  if (!db.isTransaction) return withRole(db, "perazzi_ingest", (tx) => createRun(tx, run));
  const { rows } = await sql<{ id: string }>`
    insert into console.runs as r (kind, mode, environment, requested_by, requested_by_label, scope, options, idempotency_key)
    values (${run.kind}, ${run.mode}, ${env().environment}, ${run.requestedBy.id}, ${run.requestedBy.label},
      ${JSON.stringify(run.scope ?? {})}::jsonb, ${JSON.stringify(run.options ?? {})}::jsonb, ${run.idempotencyKey ?? null})
    on conflict (idempotency_key) do update set idempotency_key = r.idempotency_key returning id`.execute(
    db,
  );
  const id = rows[0]?.id;
  if (!id) throw new AppError("internal", "The run could not be recorded. Nothing was changed.");
  return id;
}
