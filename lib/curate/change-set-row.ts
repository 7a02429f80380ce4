import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import type { ChangeSetKind, ChangeSetState } from "#lib/corpus/change-set-schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { hiddenSet } from "./hidden-set.ts";

export type StoredChangeSet = {
  id: string;
  kind: ChangeSetKind;
  state: ChangeSetState;
  subject: Subject;
  name: string | null;
  note: string | null;
  reason: string | null;
  changes: Changes;
  scope: Record<string, unknown>;
  requestId: string | null;
  createdBy: string | null;
  createdByLabel: string;
  rowsTotal: number;
  /** The changes that the kept prediction is of. */
  predictedFor: Changes | null;
};

/** One change set, held to the end of the transaction where `lock` says so. Throws not_found, also where `staff` may see none of its rows. */
export async function loadChangeSet(
  tx: Tx,
  id: string,
  { lock = false, staff }: { lock?: boolean; staff?: Staff } = {},
): Promise<StoredChangeSet> {
  const { rows } = await sql<StoredChangeSet>`
    select id, kind, state, subject_type as subject, name, note, reason, changes, scope, request_id as "requestId",
      created_by as "createdBy", created_by_label as "createdByLabel", rows_total as "rowsTotal",
      predicted -> 'changes' as "predictedFor"
    from console.change_sets s
    where id = ${id} and not ${staff ? hiddenSet(viewerOf(staff), staff.userId) : sql`false`} ${lock ? sql`for no key update` : sql``}`.execute(
    tx,
  );
  const set = rows[0];
  if (!set) throw new AppError("not_found", "There is no such change set.");
  return set;
}

/** Refuses a draft of somebody else, also to look at what it would do. */
export function requireOwn(set: StoredChangeSet, staff: Staff): void {
  if (set.createdBy !== staff.userId)
    throw new AppError("forbidden", "This is somebody else's draft. Make your own change.");
}

/** Refuses a change set that is past this state: somebody was faster. */
export function requireState(set: StoredChangeSet, state: ChangeSetState): void {
  if (set.state !== state)
    throw new AppError(
      "conflict",
      `This change set is ${set.state} already. Nothing was changed by this request.`,
    );
}
