import { sql } from "kysely";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import type { ChangeSetKind, ChangeSetState } from "#lib/corpus/change-set-schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";

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

/** One change set, held to the end of the transaction where `lock` says so. Throws not_found. */
export async function loadChangeSet(
  tx: Tx,
  id: string,
  { lock = false } = {},
): Promise<StoredChangeSet> {
  const { rows } = await sql<StoredChangeSet>`
    select id, kind, state, subject_type as subject, name, note, reason, changes, scope, request_id as "requestId",
      created_by as "createdBy", created_by_label as "createdByLabel", rows_total as "rowsTotal",
      predicted -> 'changes' as "predictedFor"
    from console.change_sets where id = ${id} ${lock ? sql`for no key update` : sql``}`.execute(tx);
  const set = rows[0];
  if (!set) throw new AppError("not_found", "There is no such change set.");
  return set;
}

/** Refuses a change set that is past this state: somebody was faster. */
export function requireState(set: StoredChangeSet, state: ChangeSetState): void {
  if (set.state !== state)
    throw new AppError(
      "conflict",
      `This change set is ${set.state} already. Nothing was changed by this request.`,
    );
}
