import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { auditActor } from "./audit-actor.ts";
import { cancelOpen } from "./cancel-open.ts";
import { hasEnded, type RunState } from "./runs-schemas.ts";
import { stateOf } from "./state-of.ts";

/**
 * Stops a run: at once where nobody works it, else between two batches; what was done stays. Returns its new
 * state. Throws not_found, or conflict where it has ended.
 */
export function cancelRun(db: Db, actor: Actor, id: string, requestId?: string): Promise<RunState> {
  permit(actor, "runs.start");
  return withRole(db, "perazzi_console", async (tx) => {
    const from = await stateOf(tx, id, "for no key update");
    if (hasEnded(from)) throw new AppError("conflict", `This run has ended already: ${from}.`);
    const { rows } = await sql<{ worked: boolean }>`select exists (select 1 from console.run_leases
      where run_id = ${id} and lease_until > now()) as worked`.execute(tx);
    const worked = rows[0]?.worked ?? false;
    if (worked)
      await sql`update console.runs set state = 'cancelling' where id = ${id}`.execute(tx);
    const state: RunState = worked ? "cancelling" : await cancelOpen(tx, id);
    await recordAudit(tx, {
      actor: auditActor(actor),
      action: "run.cancel",
      subjectType: "run",
      subjectId: id,
      changes: { state: { from, to: state } },
      requestId: requestId ?? null,
    });
    return state;
  });
}
