import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { ChangeSetState } from "#lib/corpus/change-set-schemas.ts";
import { fieldNamed, type Subject } from "#lib/corpus/field-schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { resumeLater } from "./apply-change-set.ts";
import type { Restore } from "./apply-rows.ts";
import { loadChangeSet, requireState, type StoredChangeSet } from "./change-set-row.ts";
import { visibleSetRow } from "./hidden-set.ts";
import { hypothesise, namedRows } from "./hypothesis.ts";
import { insertChangeSet } from "./insert-change-set.ts";
import { vocabulariesIn } from "./read-vocabularies.ts";
import { requireReason } from "./require-reason.ts";
import { laterChanges } from "./restore-rows.ts";
import { loadRows } from "./rows.ts";
import { pinnedRows } from "./target-rows.ts";
import { workChangeSet } from "./work-change-set.ts";
import type { Before } from "./write-rows.ts";

type UndoRequest = {
  rest: boolean;
  subjectId?: string | undefined;
  field?: string | undefined;
  /** Why what is guarded may be loosened, where the way back does that. */
  reason?: string | undefined;
};
type UndoContext = { staff: Staff; requestId: string };
type ChangedRow = {
  id: string;
  label: string;
  version: number;
  before: Before;
  after: Record<string, unknown>;
  /** The person may know of it. */
  shown: boolean;
};

export type Undone = { id: string; state: ChangeSetState };

/**
 * Gives each row of an applied change set its own earlier values back, as a new audited change set: of all rows, of
 * one, or of one field. Where later changes stand in the way it throws conflict with them,
 * unless `rest` asks for the others; where it loosens what is guarded and no reason is given, invalid.
 */
export async function undoChangeSet(
  db: Db,
  id: string,
  request: UndoRequest,
  { staff, requestId }: UndoContext,
): Promise<Undone> {
  permit(staff, "documents.edit");
  const undoId = await withRole(
    db,
    "perazzi_curate",
    async (tx) => {
      const set = await loadChangeSet(tx, id, { lock: true, staff });
      requireState(set, "applied");
      const rows = await changedRows(tx, set, request, staff);
      // What the person may not see is not theirs to undo; the new set must not name it either.
      const shown = rows.filter((row) => row.shown);
      if (shown.length === 0) throw new AppError("not_found", "There is no such change.");
      const reason = request.reason?.trim() || null;
      const free = await freeFields(tx, set.subject, shown, staff);
      const undo = await insertUndo(tx, set, request.rest ? free : shown, {
        staff,
        requestId,
        reason,
        part: isPart(set, request),
      });
      const hypothesis = hypothesise(
        set.subject,
        await pinnedRows(tx, undo, set.subject, staff),
        {},
        { role: staff.role, vocabularies: await vocabulariesIn(tx) },
      );
      const { skipped } = hypothesis;
      const left = skipped.length + rows.length - shown.length;
      if (left > 0 && (!request.rest || left === rows.length))
        throw blockedBy(namedRows(skipped), {
          left,
          total: rows.length,
          parts: free.filter((row, at) => row !== shown[at]).length,
        });
      await requireReason(tx, hypothesis, reason, staff);
      await resumeLater(tx, undo);
      return undo;
    },
    { timeoutMs: 30_000 },
  );
  return { id: undoId, state: await workChangeSet(db, undoId) };
}

/** One field, or one row of several: what is left of the change can be undone after it. */
function isPart({ rowsTotal }: StoredChangeSet, { subjectId, field }: UndoRequest): boolean {
  return field !== undefined || (subjectId !== undefined && rowsTotal > 1);
}

async function changedRows(
  tx: Tx,
  set: StoredChangeSet,
  request: UndoRequest,
  staff: Staff,
): Promise<ChangedRow[]> {
  const column = request.field === undefined ? undefined : columnOf(set.subject, request.field);
  const { rows } = await sql<ChangedRow>`
    select r.subject_id as id, r.label, r.new_version::int as version, r.before, r.after,
      ${visibleSetRow(viewerOf(staff), staff.userId)} as shown
    from console.change_set_rows r join console.change_sets s on s.id = r.change_set_id
    where r.change_set_id = ${set.id} and r.outcome = 'changed'
      and (${request.subjectId ?? null}::uuid is null or r.subject_id = ${request.subjectId ?? null}::uuid)
      and (${column ?? null}::text is null or r.before ? ${column ?? ""})
    order by r.position`.execute(tx);
  if (rows.length === 0)
    throw new AppError("invalid", "There is nothing to undo: no row was changed.");
  if (column === undefined) return rows;
  return rows.map((row) => onlyColumns(row, [column]));
}

/** Each row with those of its fields that nobody changed since; as it is where none or all were changed. */
async function freeFields(
  tx: Tx,
  subject: Subject,
  rows: ChangedRow[],
  staff: Staff,
): Promise<ChangedRow[]> {
  const ids = rows.map(({ id }) => id);
  const now = await loadRows(tx, subject, ids, viewerOf(staff));
  return rows.map((row) => {
    const current = now.get(row.id);
    const later = current ? laterChanges(subject, current, row.after) : [];
    const moved = new Set(later.map(({ column }) => column));
    const free = Object.keys(row.before).filter((column) => !moved.has(column));
    return moved.size > 0 && free.length > 0 ? onlyColumns(row, free) : row;
  });
}

function onlyColumns(row: ChangedRow, columns: readonly string[]): ChangedRow {
  const { before, after } = row;
  return { ...row, before: only(before, columns), after: only(after, columns) };
}

function columnOf(subject: Subject, name: string): string {
  const field = fieldNamed(subject, name);
  if (!field) throw new AppError("invalid", `There is no field ${name}.`);
  return field.column;
}

function only<T>(values: Record<string, T>, columns: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => columns.includes(name)));
}

async function insertUndo(
  tx: Tx,
  set: StoredChangeSet,
  rows: ChangedRow[],
  { staff, requestId, reason, part }: UndoContext & { reason: string | null; part: boolean },
): Promise<string> {
  const name = `Undo of ${set.name ?? rows[0]?.label ?? "a change"}`.slice(0, 200);
  const id = await insertChangeSet(tx, {
    kind: "undo",
    state: "applying",
    subject: set.subject,
    staff,
    name,
    ...(part ? { scope: { part } } : {}),
    reason,
    requestId,
    undoOf: set.id,
  });
  const pinned = rows.map((row, position) => {
    const wanted: Restore = { restore: row.before, written: row.after };
    return { position, id: row.id, label: row.label, version: row.version, wanted };
  });
  await sql`insert into console.change_set_rows (change_set_id, position, subject_id, label, seen_version, wanted)
    select ${id}::uuid, r.position, r.id, r.label, r.version, r.wanted from jsonb_to_recordset(${JSON.stringify(pinned)}::jsonb)
      as r (position int, id uuid, label text, version bigint, wanted jsonb)`.execute(tx);
  await sql`update console.change_sets set rows_total = ${rows.length} where id = ${id}`.execute(
    tx,
  );
  await recordAudit(tx, {
    actor: staff,
    action: "change_set.undo",
    subjectType: "change_set",
    subjectId: set.id,
    subjectLabel: set.name,
    changes: { undone_by: { from: null, to: id } },
    reason,
    requestId,
    changeSetId: id,
  });
  return id;
}

type Counts = {
  /** Rows that stay as they are, of all; of so many of them some fields could be given back. */
  left: number;
  total: number;
  parts: number;
};

function blockedBy(
  blocked: { id: string; label: string; why: string }[],
  { left, total, parts }: Counts,
): AppError {
  const free = total - left + parts;
  return new AppError(
    "conflict",
    free === 0
      ? "This cannot be undone: every row was changed again since, or is not yours to change."
      : `${left} of ${total} rows cannot be given back. Nothing was undone; ${parts > 0 ? `of ${free} at least some fields` : `the other ${free}`} can be.`,
    { details: { blocked: blocked.slice(0, 50), blockedCount: left, free } },
  );
}
