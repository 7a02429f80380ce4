import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { can, permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { type Changes, changesSchemas } from "#lib/corpus/change-schemas.ts";
import type { ChangeSetState } from "#lib/corpus/change-set-schemas.ts";
import { fieldsOf } from "#lib/corpus/field-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";
import { loadChangeSet, requireOwn, requireState, type StoredChangeSet } from "./change-set-row.ts";
import { fieldErrors } from "./field-errors.ts";
import { hypothesise } from "./hypothesis.ts";
import { keepPrediction } from "./keep-prediction.ts";
import { predictEffect } from "./predict-effect.ts";
import { vocabulariesIn } from "./read-vocabularies.ts";
import { requireReason } from "./require-reason.ts";
import { readApprovalLimit } from "./settings.ts";
import { pinnedRows } from "./target-rows.ts";
import { workChangeSet } from "./work-change-set.ts";

type ApplyRequest = {
  changes: Record<string, unknown>;
  name?: string | undefined;
  note?: string | undefined;
  reason?: string | undefined;
};
type ApplyContext = { staff: Staff; requestId: string };

export type Applied = { id: string; state: ChangeSetState };

/**
 * Makes a draft's changes. What takes longer than a request may is gone on with by a worker; an owner's large set
 * waits for an admin instead. Throws conflict where the draft was applied already, invalid where it loosens what is
 * guarded and nobody says why.
 */
export async function applyChangeSet(
  db: Db,
  id: string,
  request: ApplyRequest,
  { staff, requestId }: ApplyContext,
): Promise<Applied> {
  permit(staff, "documents.edit");
  await ensurePredicted(db, id, request.changes, staff);
  const state = await withRole(db, "perazzi_curate", async (tx) => {
    const set = await loadChangeSet(tx, id, { lock: true });
    requireOwn(set, staff);
    requireState(set, "draft");
    const changes = parseChanges(set, request.changes);
    if (!request.reason && mayLoosen(set, changes))
      await requireReason(tx, await planned(tx, set, changes, staff), null, staff);
    const limit = await readApprovalLimit(tx);
    const waits = !can(staff.role, "loosen") && set.rowsTotal > limit;
    const next = waits ? "waiting for approval" : "applying";
    await sql`update console.change_sets set state = ${next}, changes = ${JSON.stringify(changes)}::jsonb,
        name = coalesce(${request.name || null}, name), note = ${request.note || null}, reason = ${request.reason || null},
        scope = scope || jsonb_build_object('role', ${staff.role}::text),
        predicted = case when predicted -> 'changes' = ${JSON.stringify(changes)}::jsonb then predicted end,
        request_id = ${requestId}, touched_at = now() where id = ${id}`.execute(tx);
    await recordAudit(tx, {
      actor: staff,
      action: waits ? "change_set.propose" : "change_set.apply",
      subjectType: "change_set",
      subjectId: id,
      subjectLabel: request.name || set.name,
      changes: { state: { from: "draft", to: next } },
      reason: request.reason || null,
      requestId,
      changeSetId: id,
    });
    if (next === "applying") await resumeLater(tx, id);
    return next;
  });
  if (state === "applying") return { id, state: await workChangeSet(db, id) };
  return { id, state };
}

/** Some field that guards something is touched, or each row brings its own changes. */
function mayLoosen({ kind, subject }: StoredChangeSet, changes: Changes): boolean {
  if (kind === "csv" || kind === "drift") return true;
  return fieldsOf(subject).some(({ name, strictness }) => strictness && changes[name]);
}

async function planned(tx: Tx, { id, subject }: StoredChangeSet, changes: Changes, staff: Staff) {
  return hypothesise(subject, await pinnedRows(tx, id, subject, staff), changes, {
    role: staff.role,
    vocabularies: await vocabulariesIn(tx),
  });
}

/** Also what was saved before its preview was there is compared with what came of it. */
async function ensurePredicted(
  db: Db,
  id: string,
  given: Record<string, unknown>,
  staff: Staff,
): Promise<void> {
  const set = await withRole(db, "perazzi_curate", (tx) => loadChangeSet(tx, id), {
    readOnly: true,
  });
  requireOwn(set, staff);
  if (set.state !== "draft") return;
  const changes = parseChanges(set, given);
  if (set.predictedFor && JSON.stringify(set.predictedFor) === JSON.stringify(changes)) return;
  const effect = await predictEffect(db, { changeSetId: id, changes }, staff, new Date());
  await keepPrediction(db, id, changes, { effect });
}

/** A worker goes on where this process may end, die or run out of time. */
export async function resumeLater(tx: Tx, id: string): Promise<void> {
  await enqueueJob(tx, "change-effects", { changeSetId: id }, { singleton: id });
}

function parseChanges(set: StoredChangeSet, given: Record<string, unknown>): Changes {
  if (set.kind === "csv" || set.kind === "undo" || set.kind === "drift") return {};
  const parsed = changesSchemas[set.subject].safeParse(given);
  if (!parsed.success) throw fieldErrors(parsed.error.issues);
  const changes = parsed.data as Changes;
  if (Object.values(changes).every((change) => change === undefined))
    throw new AppError("invalid", "Choose at least one field to change.");
  return changes;
}
