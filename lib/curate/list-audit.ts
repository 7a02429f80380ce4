import { type RawBuilder, sql } from "kysely";
import { can, permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { AuditFilter, AuditRow } from "#lib/corpus/audit-schemas.ts";
import { cleanValue } from "#lib/corpus/clean-values.ts";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import { dayBegins } from "#lib/db/days.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { type SavedTable, seenBy } from "#lib/evaluate/saved-row.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import { cleanWord, touchSensitive } from "./clean-sets.ts";
import { hiddenSet } from "./hidden-set.ts";

type StoredAudit = Omit<AuditRow, "at"> & { at: Date; sensitive: boolean };
export type AuditPage = { items: AuditRow[]; nextCursor: string | null };

/** What was changed, newest first: what this person may know of, without amounts of price-sensitive documents. */
export function listAudit(
  db: Db,
  filter: AuditFilter,
  staff: Staff,
  limit = 100,
): Promise<AuditPage> {
  permit(staff, "read");
  const { documents, chunks } = baseTables();
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { rows } = await sql<StoredAudit>`
        select a.id, a.at, a.actor_label as actor, a.action, a.subject_type as "subjectType", a.subject_id as "subjectId",
          a.subject_label as "subjectLabel", a.field, a.from_value as "from", a.to_value as "to", a.reason,
          a.change_set_id as "changeSetId", a.request_id as "requestId",
          a.subject_type in ('document', 'chunk') and coalesce(d.pricing_sensitive, true) as sensitive
        from console.audit_log a
          left join ${chunks} c on a.subject_type = 'chunk' and c.id::text = a.subject_id
          left join ${documents} d on d.id::text = case a.subject_type when 'document' then a.subject_id
            when 'chunk' then c.document_id::text end
        where ${matches(filter)} and ${mayKnow(staff)}
        order by a.id desc limit ${limit + 1}`.execute(tx);
      const known = rows.slice(0, limit).map((row) => toRow(row, viewerOf(staff)));
      const items = await cleanWordsOfSets(tx, known);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    { readOnly: true },
  );
}

function matches(filter: AuditFilter): RawBuilder<boolean> {
  const { person, field, document, changeSet, action, from, until, cursor } = filter;
  const zone = env().CONSOLE_TIME_ZONE;
  const like = (text: string) => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const conditions = [
    person ? sql`a.actor_label ilike ${like(person)}` : undefined,
    field ? sql`a.field = ${field}` : undefined,
    action ? sql`a.action ilike ${like(action)}` : undefined,
    document
      ? sql`(a.subject_id = ${document} or d.id::text = ${document} or a.subject_label ilike ${like(document)})`
      : undefined,
    changeSet ? sql`a.change_set_id = ${changeSet}::uuid` : undefined,
    from ? sql`a.at >= ${dayBegins(from, zone)}` : undefined,
    until ? sql`a.at < ${dayBegins(until, zone, 1)}` : undefined,
    cursor ? sql`a.id < ${cursor}::uuid` : undefined,
  ].filter((one) => one !== undefined);
  return conditions.length > 0 ? sql`(${sql.join(conditions, sql` and `)})` : sql`true`;
}

/** Of what is gone nobody knows how restricted it was: it is for those who see everything. */
function mayKnow(staff: Staff): RawBuilder<boolean> {
  const viewer = viewerOf(staff);
  const corpus = viewer.seesRestricted
    ? sql`true`
    : sql`(a.subject_type not in ('document', 'chunk') or d.id is not null and ${visibleTo(viewer, "d")}
        and (a.subject_type = 'document' or ${visibleTo(viewer, "c")}))`;
  const admin = can(staff.role, "staff.manage")
    ? sql`true`
    : sql`a.subject_type not in ('staff', 'api_token')`;
  return sql`(${corpus} and ${admin} and ${ofKnownSet(staff)}
    and case a.subject_type when 'query' then ${mayRead("saved_queries", staff)}
      when 'configuration' then ${mayRead("saved_configurations", staff)} else true end)`;
}

/** What was done with a change set is for those who may see a row of it. */
function ofKnownSet(staff: Staff): RawBuilder<boolean> {
  const viewer = viewerOf(staff);
  if (viewer.seesRestricted) return sql`true`;
  return sql`(a.subject_type <> 'change_set' or exists (select 1 from console.change_sets s
    where s.id = case a.subject_type when 'change_set' then a.subject_id::uuid end and not ${hiddenSet(viewer, staff.userId)}))`;
}

/** What people keep is read by those who may read the row; of one that is gone its last entry says who they are. */
function mayRead(table: SavedTable, staff: Staff): RawBuilder<boolean> {
  return sql`(exists (select from ${sql.table(`console.${table}`)} s
      where s.id::text = a.subject_id and ${seenBy(staff, "s")})
    or exists (select from console.audit_log gone where gone.subject_type = a.subject_type
      and gone.subject_id = a.subject_id and gone.field = 'row'
      and (gone.from_value ->> 'shared' = 'true' or gone.from_value ->> 'owner_id' = ${staff.id}::text)))`;
}

function toRow({ sensitive, at, ...row }: StoredAudit, viewer: Viewer): AuditRow {
  const clean = (value: unknown) => {
    if (row.subjectType === "query") return withoutNames(value, viewer);
    return sensitive ? cleanValue(row.field ?? "", value, redactProse) : value;
  };
  return {
    ...row,
    at: at.toISOString(),
    from: clean(row.from),
    to: clean(row.to),
    reason: sensitive && row.reason !== null ? redactProse(row.reason) : row.reason,
  };
}

/** What was typed for a change set that touches a price-sensitive document, in each of its entries, without amounts. */
async function cleanWordsOfSets(tx: Tx, rows: AuditRow[]): Promise<AuditRow[]> {
  const cleaned = rows.map((row) => ({
    ...row,
    subjectLabel: row.subjectType === "change_set" ? cleanWord(row.subjectLabel) : row.subjectLabel,
    reason: cleanWord(row.reason),
  }));
  const setsOf = ({ subjectType, subjectId, changeSetId }: AuditRow) =>
    [changeSetId, subjectType === "change_set" ? subjectId : null].filter((id) => id !== null);
  const differs = (row: AuditRow, at: number) =>
    row.reason !== cleaned[at]?.reason || row.subjectLabel !== cleaned[at]?.subjectLabel;
  const touching = await touchSensitive(tx, [...new Set(rows.filter(differs).flatMap(setsOf))]);
  return rows.map((row, at) =>
    setsOf(row).some((id) => touching.has(id)) ? (cleaned[at] ?? row) : row,
  );
}

/**
 * A query's value with what it expects by id: a path is for those who see everything, because nobody looks up
 * how restricted it is by now, and a heading, which may hold an amount, for nobody.
 */
function withoutNames(value: unknown, viewer: Viewer): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutNames(one, viewer));
  if (value === null || typeof value !== "object") return value;
  const { heading: _, path, ...rest } = value as Record<string, unknown>;
  if ("kind" in value && "path" in value) return viewer.seesRestricted ? { ...rest, path } : rest;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withoutNames(one, viewer)]),
  );
}
