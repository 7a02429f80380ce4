import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import type { EditableRow } from "#lib/corpus/plan-edit.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { Restore } from "./apply-rows.ts";
import { visibleSetRow } from "./hidden-set.ts";
import type { Keep } from "./keep-values.ts";
import { loadRows } from "./rows.ts";

/** A row that a change is for, with what it is now; undefined where it is gone or hidden. */
export type TargetRow = {
  id: string;
  /** Null where the person may not know which row it is. */
  label: string | null;
  seenVersion: number;
  /** The row's own change, where the rows of a set differ. */
  wanted: Changes | Restore | Keep | null;
  /** Why it is left as it is, where that was known when it was pinned. */
  why: string | null;
  row: EditableRow | undefined;
};

/** The pinned rows of a change set as they are now. */
export async function pinnedRows(
  tx: Tx,
  changeSetId: string,
  subject: Subject,
  staff: Staff,
): Promise<TargetRow[]> {
  const { rows } = await sql<Omit<TargetRow, "row">>`
    select r.subject_id as id, case when ${visibleSetRow(viewerOf(staff), staff.userId)} then r.label end as label,
      r.seen_version::int as "seenVersion", r.wanted, r.why
    from console.change_set_rows r join console.change_sets s on s.id = r.change_set_id
    where r.change_set_id = ${changeSetId} order by r.position limit 10001`.execute(tx);
  return withRows(tx, subject, rows, staff);
}

/** Rows that were chosen one by one. */
export function chosenRows(
  tx: Tx,
  subject: Subject,
  rows: readonly { id: string; version: number }[],
  staff: Staff,
): Promise<TargetRow[]> {
  const given = rows.map(({ id, version }) => ({
    id,
    label: null,
    seenVersion: version,
    wanted: null,
    why: null,
  }));
  return withRows(tx, subject, given, staff);
}

async function withRows(
  tx: Tx,
  subject: Subject,
  given: Omit<TargetRow, "row">[],
  staff: Staff,
): Promise<TargetRow[]> {
  const found = await loadRows(
    tx,
    subject,
    given.map(({ id }) => id),
    viewerOf(staff),
  );
  return given.map((target) => {
    const row = found.get(target.id);
    return { ...target, label: row?.label ?? target.label, row };
  });
}
