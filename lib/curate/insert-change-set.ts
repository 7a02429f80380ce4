import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import type { ChangeSetKind, ChangeSetState } from "#lib/corpus/change-set-schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import type { EditableRow } from "#lib/corpus/plan-edit.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { RowResult } from "./apply-rows.ts";

type NewChangeSet = {
  kind: ChangeSetKind;
  state: ChangeSetState;
  subject: Subject;
  staff: Pick<Staff, "userId" | "email" | "role">;
  name: string | null;
  changes?: Changes;
  /** Where the rows come from: a filter, a file. */
  scope?: Record<string, unknown>;
  reason?: string | null;
  requestId?: string | null;
  undoOf?: string | null;
};

/** Returns the id of a new change set; the role of who asked is kept with it, and written anew when a draft is applied. */
export async function insertChangeSet(tx: Tx, set: NewChangeSet): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into console.change_sets (kind, state, subject_type, name, changes, scope, reason, request_id, undo_of,
      created_by, created_by_label, rows_total, rows_changed, applied_at)
    values (${set.kind}, ${set.state}, ${set.subject}, ${set.name}, ${JSON.stringify(set.changes ?? {})}::jsonb,
      ${JSON.stringify({ ...set.scope, role: set.staff.role })}::jsonb, ${set.reason ?? null}, ${set.requestId ?? null},
      ${set.undoOf ?? null}::uuid, ${set.staff.userId}::uuid, ${set.staff.email}, ${set.kind === "edit" ? 1 : 0},
      ${set.kind === "edit" ? 1 : 0}, ${set.state === "applied" ? sql`now()` : null})
    returning id`.execute(tx);
  const id = rows[0]?.id;
  if (!id) throw new Error("an insert with returning gives a row");
  return id;
}

/** Keeps rows that were changed at once: what they were, and became. */
export async function insertRows(
  tx: Tx,
  changeSetId: string,
  changed: { row: EditableRow; result: Extract<RowResult, { kind: "changed" }> }[],
): Promise<void> {
  const rows = changed.map(({ row, result }, position) => ({
    position,
    id: row.id,
    label: row.label,
    seen: row.version,
    before: result.before,
    after: result.after,
    version: result.version,
  }));
  await sql`insert into console.change_set_rows (change_set_id, position, subject_id, label, seen_version, outcome,
      before, after, new_version)
    select ${changeSetId}::uuid, r.position, r.id, r.label, r.seen, 'changed', r.before, r.after, r.version
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (position int, id uuid, label text, seen bigint, before jsonb, after jsonb, version bigint)`.execute(
    tx,
  );
}
