import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { cancelOpen } from "./cancel-open.ts";
import { codeVersion } from "./code-version.ts";
import { refuseOtherRules } from "./run-configuration.ts";
import { insertEvents } from "./run-events.ts";
import { noteSilent, takeLease } from "./run-lease.ts";
import { optionsSchema, scopeSchema } from "./run-scope.ts";
import type { OpenRun } from "./run-session.ts";
import { hasEnded, type RunKind, type RunMode, type RunState } from "./runs-schemas.ts";

type Row = {
  kind: RunKind;
  mode: RunMode;
  scope: unknown;
  options: unknown;
  state: RunState;
  environment: string;
  home: string | null;
  requested_by: string | null;
  requested_by_label: string;
  started_at: Date;
  code_version: string | null;
  planned: boolean;
  manifest_checksum: string | null;
  others: boolean;
  held: boolean;
  configuration: unknown;
};

/**
 * Takes the run up under a lease, also after a program that died; its state where nothing is to be done
 * now. While another program plans it, waits for that plan.
 */
export async function openRun(
  db: Db,
  runId: string,
  worker: string,
  signal?: AbortSignal,
): Promise<OpenRun | RunState> {
  for (;;) {
    const opened = await withRole(db, "perazzi_ingest", (tx) => tryOpen(tx, runId, worker));
    if (opened !== "being planned") return opened;
    await wait(500, undefined, { signal });
  }
}

async function tryOpen(
  tx: Tx,
  runId: string,
  worker: string,
): Promise<OpenRun | RunState | "being planned"> {
  const { rows } = await sql<Row>`
    select kind, mode, scope, options, state, environment, requested_by, requested_by_label,
      coalesce(started_at, now()) as started_at, code_version, planned_at is not null as planned, manifest_checksum, held_by is not null as held, configuration,
      exists (select 1 from console.run_leases l where l.run_id = r.id and l.lease_until > now()) as others,
      (select value #>> '{}' from console.settings where key = 'environment') as home
    from console.runs r where id = ${runId} for no key update`.execute(tx);
  const row = rows[0];
  if (!row) throw new AppError("not_found", "There is no such run.");
  const ours = env().environment;
  if (row.environment !== ours || (row.home !== null && row.home !== ours))
    throw new AppError(
      "conflict",
      `This run and its database belong to ${row.home ?? row.environment}, this program to ${ours}.`,
    );
  if (hasEnded(row.state) || row.state === "waiting for approval") return row.state;
  if (row.state === "cancelling") return row.others ? row.state : cancelOpen(tx, runId);
  // Until tokens are left nobody takes it up; see releaseHeld.
  if (row.held) return row.state;
  if (!row.planned && row.others) return "being planned";
  if (row.planned) refuseOtherRules(row.configuration);
  const state: RunState = row.planned ? "running" : "planning";
  await sql`update console.runs set state = ${state}, started_at = coalesce(started_at, now()), heartbeat_at = now(),
      code_version = coalesce(code_version, ${codeVersion()}) where id = ${runId}`.execute(tx);
  await takeLease(tx, runId, worker);
  await noteSilent(tx, runId);
  await noteVersion(tx, runId, row.code_version);
  const actor = { id: row.requested_by, label: row.requested_by_label };
  return {
    id: runId,
    purpose: { cause: "run", runId, actor },
    kind: row.kind,
    mode: row.mode,
    scope: scopeSchema.parse(row.scope),
    options: optionsSchema.parse(row.options),
    startedAt: row.started_at,
    planned: row.planned,
    manifestChecksum: row.manifest_checksum,
  };
}

/** Says in a run that a program of another version works it than the one that began it, once for each version. */
async function noteVersion(tx: Tx, runId: string, first: string | null): Promise<void> {
  if (first === null || first === codeVersion()) return;
  const message = `Worked by ${codeVersion()} too; it began with ${first}.`;
  const { rows } = await sql`select 1 from console.run_events
    where run_id = ${runId} and action = 'take up' and message = ${message} limit 1`.execute(tx);
  if (rows.length === 0)
    await insertEvents(tx, runId, [{ action: "take up", path: null, message }]);
}
