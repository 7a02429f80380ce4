import { sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import type { EditResult, RowConflict } from "#lib/corpus/change-set-schemas.ts";
import { fieldsOf, type Subject } from "#lib/corpus/field-schemas.ts";
import { type EditableRow, planEdit, readValue } from "#lib/corpus/plan-edit.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { applyRows } from "./apply-rows.ts";
import { requireTerms } from "./check-terms.ts";
import { cleanField } from "./clean-field.ts";
import { type ServedChange, servedChunks } from "./count-served.ts";
import { followUp } from "./follow-up.ts";
import { insertChangeSet, insertRows } from "./insert-change-set.ts";
import { refuseAmounts } from "./refuse-amounts.ts";
import { loadRows } from "./rows.ts";

export type EditRequest = {
  subject: Subject;
  id: string;
  /** The version that the person saw. */
  version: number;
  changes: Changes;
  reason?: string | undefined;
  /** The draft under which it was previewed. */
  draft?: string | undefined;
  staff: Staff;
};
type EditContext = { now: Date; requestId?: string };

/**
 * Changes fields of one document or chunk, with its audit entries, in one transaction. Throws forbidden, not_found,
 * invalid, or conflict with the row as it is now. An edit that changes nothing writes nothing.
 */
export function editRow(
  db: Db,
  request: EditRequest,
  { now, requestId }: EditContext,
): Promise<EditResult> {
  const { subject, id, version, changes, staff } = request;
  permit(staff, "documents.edit");
  const reason = request.reason?.trim() || null;
  return withRole(db, "perazzi_curate", async (tx) => {
    const rows = await loadRows(tx, subject, [id], viewerOf(staff), { lock: true });
    const row = rows.get(id);
    if (!row) throw new AppError("not_found", `There is no such ${subject}.`);
    if (row.version !== version) throw conflict(subject, row);
    const plan = planEdit(subject, row, changes, { role: staff.role, reason: reason ?? undefined });
    if (plan.kind === "same") return unchanged(tx, request);
    if (plan.kind === "refused") throw new AppError(plan.code, plan.why, { fields: plan.fields });
    const amount = refuseAmounts(row.sensitive, plan.edits);
    if (amount) throw new AppError("invalid", amount);
    await requireTerms(tx, plan.edits);
    const changeSetId = await insertChangeSet(tx, {
      kind: "edit",
      state: "applied",
      subject,
      staff,
      changes,
      reason,
      requestId: requestId ?? null,
      name: null,
    });
    const editor = {
      actor: staff,
      by: staff.email,
      role: staff.role,
      reason,
      requestId: requestId ?? null,
      changeSetId,
      now,
    };
    const { results, served } = await applyRows(
      tx,
      subject,
      rows,
      [{ id, seenVersion: version, work: changes }],
      editor,
    );
    const result = results.get(id);
    // The row is locked and was planned a moment ago: nothing else can have come of it.
    if (result?.kind !== "changed") throw new Error("a locked row was not changed");
    await insertRows(tx, changeSetId, [{ row, result }]);
    await keepOutcome(tx, changeSetId, served, request);
    const documentId = subject === "document" ? id : null;
    return {
      changeSetId,
      version: result.version,
      changed: Object.keys(result.after),
      effect: served,
      followUp: documentId
        ? await followUp(tx, { staff, writes: [{ id: documentId, after: result.after }] })
        : null,
    };
  });
}

/** What was predicted under the draft, where it is of these changes, beside what came of them. */
async function keepOutcome(
  tx: Tx,
  id: string,
  served: ServedChange,
  { draft, changes, staff }: EditRequest,
): Promise<void> {
  await sql`update console.change_sets set actual = ${JSON.stringify(served)}::jsonb, predicted = (
      select d.predicted from console.change_sets d where d.id = ${draft ?? null}::uuid and d.state = 'draft'
        and d.created_by = ${staff.userId}::uuid and d.predicted -> 'changes' = ${JSON.stringify(changes)}::jsonb)
    where id = ${id}`.execute(tx);
}

async function unchanged(tx: Tx, { subject, id, version }: EditRequest): Promise<EditResult> {
  const served = (await servedChunks(tx, subject, [id])).size;
  return {
    changeSetId: null,
    version,
    changed: [],
    effect: { left: 0, entered: 0, served },
    followUp: null,
  };
}

function conflict(subject: Subject, row: EditableRow): AppError {
  const details: RowConflict = {
    version: row.version,
    values: Object.fromEntries(
      fieldsOf(subject).map((field) => [
        field.name,
        cleanField(row.sensitive, field, readValue(field, row.values[field.column])),
      ]),
    ),
  };
  return new AppError(
    "conflict",
    `Somebody changed this ${subject} since you opened it. Nothing of yours was saved.`,
    { details },
  );
}
