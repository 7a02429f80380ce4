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
import { madeSince, requireKept, rowsThen, versionThen } from "./rows-then.ts";

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
 * all that match a filter the one that was current at `seenAt`. Throws invalid for none or more than 10,000, conflict
 * where the table was read too long ago.
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

/** Keeps the rows of `source` (id, label, version, why not to be changed) with the set. Returns how many. */
async function pinRows(tx: Tx, id: string, source: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into console.change_set_rows (change_set_id, position, subject_id, label, seen_version, why)
    select ${id}::uuid, row_number() over (order by s.label, s.id) - 1, s.id, s.label, s.version, s.why
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
  return sql`select ${r}.id, ${labelOf(subject)} as label, seen.version, null::text as why
    from ${fromRows(subject)} join (select distinct on (id) id, version
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, version bigint)) seen on seen.id = ${r}.id
    where ${visibleRow(subject, viewerOf(staff))}`;
}

/**
 * All that match now, with the version that was current when the table was read: later ones count as changed since.
 * Rows that were made since are not among them; those that matched then and do no longer are listed, to be left.
 */
async function matching(tx: Tx, { subject, filter = "", seenAt }: DraftRequest, staff: Staff) {
  const r = sql.raw(aliasOf(subject));
  const ids = await matchingRows(tx, subject, filter, staff);
  const rows = (version: RawBuilder<unknown>, why: string | null, where: RawBuilder<boolean>) =>
    sql`select ${r}.id, ${labelOf(subject)} as label, ${version} as version, ${why}::text as why
      from ${fromRows(subject)} where ${where}`;
  if (!seenAt) return rows(sql`${r}.row_version`, null, sql`${r}.id in (${ids})`);
  await requireKept(tx, seenAt);
  const seen = sql`coalesce(${versionThen(subject, seenAt)}, ${r}.row_version)`;
  const then = await matchingRows(tx, subject, filter, staff, rowsThen(subject, seenAt));
  return sql`select * from (
    ${rows(seen, null, sql`${r}.id in (${ids}) and not ${madeSince(subject, seenAt)}`)}
    union all ${rows(
      seen,
      "Changed since it was looked at, and no longer matches the filter.",
      sql`${r}.id in (${then}) and ${r}.id not in (${ids}) and ${visibleRow(subject, viewerOf(staff))}`,
    )}) m`;
}
