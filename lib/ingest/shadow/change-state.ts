import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { auditActor } from "../audit-actor.ts";
import type { ShadowState } from "../shadow-schemas.ts";

export type HeldSet = { id: string; model: string; state: ShadowState };

type Change = { action: string; from: readonly ShadowState[]; to: ShadowState | "thrown away" };

/** One verb over a set that is held for it and in one of the states `from`; audited. Throws not_found or conflict. */
export function changeShadow(
  db: Db,
  actor: Actor,
  setId: string,
  { action, from, to }: Change,
  work: (tx: Tx, set: HeldSet) => Promise<void>,
  requestId?: string,
): Promise<void> {
  permit(actor, "settings.manage");
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const set = await holdShadow(tx, setId);
      if (!from.includes(set.state))
        throw new AppError(
          "conflict",
          `The vectors of ${set.model} are ${stateWords[set.state]}. Nothing was changed: look at the page again.`,
        );
      await work(tx, set);
      await recordAudit(tx, {
        actor: auditActor(actor),
        action,
        subjectType: "shadow",
        subjectId: setId,
        subjectLabel: set.model,
        changes: { state: { from: set.state, to } },
        requestId: requestId ?? null,
      });
    },
    { timeoutMs: 60_000 },
  );
}

const stateWords: Record<ShadowState, string> = {
  filling: "being made",
  resting: "not being worked on",
  failed: "not complete, because something failed",
  promoting: "being promoted",
};

async function holdShadow(tx: Tx, setId: string): Promise<HeldSet> {
  const { rows } = await sql<HeldSet>`select id, model, state from console.shadow_sets
    where id = ${setId} for update`.execute(tx);
  const [set] = rows;
  if (!set) throw new AppError("not_found", "There is no such set of vectors any more.");
  return set;
}
