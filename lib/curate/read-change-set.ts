import { sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { ChangeSet, ChangeSetRow, RowOutcome } from "#lib/corpus/change-set-schemas.ts";
import { fieldsOf, type Subject } from "#lib/corpus/field-schemas.ts";
import { readValue } from "#lib/corpus/plan-edit.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { changeSetColumns, type ListedChangeSet, toChangeSet } from "./change-set-columns.ts";
import { cleanField } from "./clean-field.ts";
import { cleanSets } from "./clean-sets.ts";
import { hiddenSet, visibleSetRow } from "./hidden-set.ts";
import { seenSets } from "./seen-sets.ts";
import type { Before } from "./write-rows.ts";

const pageSize = 100;

type Page = { outcome?: RowOutcome | undefined; after?: number | undefined };
export type ChangeSetDetail = ChangeSet & {
  done: number;
  items: ChangeSetRow[];
  nextAfter: number | null;
};

type StoredRow = {
  subjectId: string;
  position: number;
  label: string;
  outcome: RowOutcome;
  why: string | null;
  before: Before | null;
  after: Record<string, unknown> | null;
  sensitive: boolean;
};

/** A change set and a page of its rows, what this person may see of them. Throws not_found. */
export function readChangeSet(
  db: Db,
  id: string,
  { outcome, after }: Page,
  staff: Staff,
): Promise<ChangeSetDetail> {
  permit(staff, "read");
  const viewer = viewerOf(staff);
  return withRole(
    db,
    "perazzi_curate",
    async (tx) => {
      const found = await sql<ListedChangeSet>`
        select ${changeSetColumns} from console.change_sets s where s.id = ${id} and not ${hiddenSet(viewer, staff.userId)}`.execute(
        tx,
      );
      const [set] = await cleanSets(tx, await seenSets(tx, found.rows, staff));
      if (!set) throw new AppError("not_found", "There is no such change set.");
      const { documents, chunks } = baseTables();
      const { rows } = await sql<StoredRow>`
        select r.subject_id as "subjectId", r.position, r.label, r.outcome, r.why, r.before, r.after,
          coalesce(own.pricing_sensitive, true) as sensitive
        from console.change_set_rows r join console.change_sets s on s.id = r.change_set_id left join ${chunks} oc on oc.id = r.subject_id
          left join ${documents} own on own.id = coalesce(oc.document_id, r.subject_id)
        where r.change_set_id = ${id} and r.position > ${after ?? -1}
          and (${outcome ?? null}::text is null or r.outcome = ${outcome ?? null}) and ${visibleSetRow(viewer, staff.userId)}
        order by r.position limit ${pageSize + 1}`.execute(tx);
      const items = rows.slice(0, pageSize);
      return {
        ...toChangeSet(set, staff),
        done: set.done,
        items: items.map((row) => toRow(set.subject, row)),
        nextAfter: rows.length > pageSize ? (items.at(-1)?.position ?? null) : null,
      };
    },
    { readOnly: true },
  );
}

function toRow(
  subject: Subject,
  { before, after, sensitive, position: _, ...row }: StoredRow,
): ChangeSetRow {
  const fields = fieldsOf(subject).filter(({ column }) => after && column in after);
  return {
    ...row,
    fields: fields.map((field) => ({
      name: field.name,
      label: field.label,
      from: cleanField(sensitive, field, readValue(field, before?.[field.column]?.value)),
      to: cleanField(sensitive, field, readValue(field, after?.[field.column])),
    })),
  };
}
