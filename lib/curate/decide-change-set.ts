import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { type Applied, resumeLater } from "./apply-change-set.ts";
import { loadChangeSet, requireState } from "./change-set-row.ts";
import { workChangeSet } from "./work-change-set.ts";

/** An admin's word on a change set that waits: applies it, or sets it aside. Throws conflict where somebody was faster. */
export async function decideChangeSet(
  db: Db,
  id: string,
  { approve, staff, requestId }: { approve: boolean; staff: Staff; requestId: string },
): Promise<Applied> {
  permit(staff, "loosen");
  const state = await withRole(db, "perazzi_curate", async (tx) => {
    const set = await loadChangeSet(tx, id, { lock: true });
    requireState(set, "waiting for approval");
    const next = approve ? "applying" : "rejected";
    await sql`update console.change_sets set state = ${next}, decided_by_label = ${staff.email}, decided_at = now(),
      touched_at = now() where id = ${id}`.execute(tx);
    await recordAudit(tx, {
      actor: staff,
      action: approve ? "change_set.approve" : "change_set.reject",
      subjectType: "change_set",
      subjectId: id,
      subjectLabel: set.name,
      changes: { state: { from: set.state, to: next } },
      requestId,
      changeSetId: id,
    });
    if (approve) await resumeLater(tx, id);
    return next;
  });
  return { id, state: state === "applying" ? await workChangeSet(db, id) : "rejected" };
}
