import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { can, permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { ChangeSetState } from "#lib/corpus/change-set-schemas.ts";
import type { AcceptDrift, DraftDrift } from "#lib/corpus/drift-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { resumeLater } from "./apply-change-set.ts";
import type { Draft } from "./draft-change-set.ts";
import { hypothesise } from "./hypothesis.ts";
import { pinDrift } from "./pin-drift.ts";
import { vocabulariesIn } from "./read-vocabularies.ts";
import { requireReason } from "./require-reason.ts";
import { readApprovalLimit } from "./settings.ts";
import { pinnedRows } from "./target-rows.ts";
import { workChangeSet } from "./work-change-set.ts";

type Context = { staff: Staff; requestId: string };
/** How many fields of documents that nobody changed since are settled, and by which change set. */
export type Accepted = { fields: number; changeSetId: string; state: ChangeSetState };

/** One side of differences as a draft, to be looked at before it is applied. Throws as pinDrift does. */
export function draftDrift(db: Db, request: DraftDrift, staff: Staff): Promise<Draft> {
  permit(staff, "documents.edit");
  return withRole(
    db,
    "perazzi_curate",
    async (tx) => {
      await sql`select console.forget_drafts()`.execute(tx);
      const { id, total } = await pinDrift(tx, request, { staff, state: "draft" });
      return { id, total };
    },
    { timeoutMs: 30_000 },
  );
}

/**
 * Takes one side of differences between documents and their manifest or file, as a change set: the manifest's values
 * are written, where they loosen what is guarded with a reason; the person's are marked as meant and stay listed until
 * the manifest agrees. An owner's large set waits for an admin.
 */
export async function acceptDrift(
  db: Db,
  request: AcceptDrift,
  { staff, requestId }: Context,
): Promise<Accepted> {
  permit(staff, "documents.edit");
  const accepted = await withRole(
    db,
    "perazzi_curate",
    async (tx): Promise<Accepted> => {
      const set = await pinDrift(tx, request, { staff, state: "applying", requestId });
      if (set.current === 0)
        throw new AppError(
          "conflict",
          "These documents changed meanwhile. Nothing was settled; reload the page.",
        );
      const reason = request.reason || null;
      const hypothesis = hypothesise(
        "document",
        await pinnedRows(tx, set.id, "document", staff),
        {},
        { role: staff.role, vocabularies: await vocabulariesIn(tx) },
      );
      await requireReason(tx, hypothesis, reason, staff);
      const waits = !can(staff.role, "loosen") && set.total > (await readApprovalLimit(tx));
      const state = waits ? "waiting for approval" : "applying";
      if (waits)
        await sql`update console.change_sets set state = ${state} where id = ${set.id}`.execute(tx);
      else await resumeLater(tx, set.id);
      await recordAudit(tx, {
        actor: staff,
        action: waits ? "change_set.propose" : "change_set.apply",
        subjectType: "change_set",
        subjectId: set.id,
        changes: { state: { from: "draft", to: state } },
        reason,
        requestId,
        changeSetId: set.id,
      });
      return { fields: set.current, changeSetId: set.id, state };
    },
    { timeoutMs: 30_000 },
  );
  if (accepted.state !== "applying") return accepted;
  return { ...accepted, state: await workChangeSet(db, accepted.changeSetId) };
}
