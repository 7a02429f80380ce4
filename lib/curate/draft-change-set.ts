import { type RawBuilder, sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { insertChangeSet } from "./insert-change-set.ts";
import { matchingRows } from "./matching-rows.ts";
import { aliasOf, fromRows, labelOf, visibleRow } from "./rows.ts";

export const maxRows = 10_000;

type DraftRequest = {
  subject: Subject;
  rows?: { id: string; version: number }[] | undefined;
  filter?: string | undefined;
  seenAt?: string | undefined;
};

export type Draft = { id: string; total: number };

/**
 * Pins the rows that an edit of many is for, each with the version that was seen: as the table showed it, or of
 * all that match a filter the one that was current at `seenAt`. Throws invalid for none or more than 10,000.
 */
export function draftChangeSet(db: Db, request: DraftRequest, staff: Staff): Promise<Draft> {
  permit(staff, "documents.edit");
  return withRole(
    db,
    "perazzi_curate",
    async (tx) => {
      await sql`select console.forget_drafts()`.execute(tx);
      const scope =
        request.filter === undefined ? {} : { filter: request.filter, seenAt: request.seenAt };
      const kind = "bulk";
      const { subject } = request;
      const id = await insertChangeSet(tx, {
        kind,
        state: "draft",
        subject,
        staff,
        name: null,
        scope,
      });
      const source = request.rows
        ? chosen(subject, request.rows, staff)
        : await matching(tx, request, staff);
      return { id, total: await pinRows(tx, id, source) };
    },
    { timeoutMs: 30_000 },
  );
}

/** Keeps the rows of `source` (id, label, version) with the set. Returns how many. */
export async function pinRows(tx: Tx, id: string, source: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into console.change_set_rows (change_set_id, position, subject_id, label, seen_version)
    select ${id}::uuid, row_number() over (order by s.label, s.id) - 1, s.id, s.label, s.version
    from (${source} limit ${maxRows + 1}) s`.execute(tx);
  const total = Number(numAffectedRows ?? 0);
  if (total === 0)
    throw new AppError("invalid", "No row is left to change: the filter matches none by now.");
  if (total > maxRows)
    throw new AppError(
      "invalid",
      `More than ${maxRows.toLocaleString("en-GB")} rows match. Narrow the filter; a change set holds at most so many.`,
    );
  await sql`update console.change_sets set rows_total = ${total} where id = ${id}`.execute(tx);
  return total;
}

function chosen(subject: Subject, rows: { id: string; version: number }[], staff: Staff) {
  const r = sql.raw(aliasOf(subject));
  return sql`select ${r}.id, ${labelOf(subject)} as label, seen.version
    from ${fromRows(subject)} join (select distinct on (id) id, version
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, version bigint)) seen on seen.id = ${r}.id
    where ${visibleRow(subject, viewerOf(staff))}`;
}

/** What a row's version was at the time that the table was read: later ones count as changed since. */
async function matching(tx: Tx, { subject, filter, seenAt }: DraftRequest, staff: Staff) {
  const r = sql.raw(aliasOf(subject));
  const ids = await matchingRows(tx, subject, filter ?? "", staff);
  const kept = sql.table(`console.${subject}_versions`);
  const column = sql.ref(`v.${subject}_id`);
  const since = seenAt
    ? sql`(select min(v.row_version) from ${kept} v where ${column} = ${r}.id and coalesce(v.changed_at, v.ended_at) > ${seenAt}::timestamptz)`
    : sql`null::bigint`;
  return sql`select ${r}.id, ${labelOf(subject)} as label, coalesce(${since}, ${r}.row_version) as version
    from ${fromRows(subject)} where ${r}.id in (${ids})`;
}
