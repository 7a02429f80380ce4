import { type RawBuilder, sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Change, Changes } from "#lib/corpus/change-schemas.ts";
import type { ChangeSetState } from "#lib/corpus/change-set-schemas.ts";
import type { DraftDrift } from "#lib/corpus/drift-schemas.ts";
import { documentFields, fieldNamed } from "#lib/corpus/field-schemas.ts";
import { type EditableRow, readValue } from "#lib/corpus/plan-edit.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { maxRows } from "./draft-change-set.ts";
import { driftRows, matching } from "./drift-rows.ts";
import { insertChangeSet } from "./insert-change-set.ts";
import { type Keep, saidOf } from "./keep-values.ts";
import { loadRows } from "./rows.ts";
import { madeSince, requireKept, rowsThen, versionThen } from "./rows-then.ts";

/** A field that differs, and the version of its document that was seen. */
type Seen = { documentId: string; version: number; column: string };
type PinnedDocument = { row: EditableRow; version: number; columns: string[] };
/** `current`: fields of documents that nobody changed since. */
export type PinnedDrift = { id: string; total: number; fields: number; current: number };

const names = {
  manifest: "Manifest's values taken over",
  person: "Values in force kept as meant",
};

/**
 * A change set that takes one side of differences, those chosen or all that matched when the list was read, each
 * document with the version that was seen then. Throws invalid for none or more than 10,000 documents, conflict where
 * the list was read too long ago.
 */
export async function pinDrift(
  tx: Tx,
  request: DraftDrift & { reason?: string | undefined },
  { staff, state, requestId }: { staff: Staff; state: ChangeSetState; requestId?: string },
): Promise<PinnedDrift> {
  const { side, matching: filter } = request;
  const documents = await documentsOf(tx, await seenFields(tx, request, staff), staff);
  if (documents.length === 0)
    throw new AppError("invalid", "None of these differences is there any more. Reload the page.");
  if (documents.length > maxRows)
    throw new AppError(
      "invalid",
      `Fields of more than ${maxRows.toLocaleString("en-GB")} documents match. Narrow the filter; a change set holds at most so many.`,
    );
  const id = await insertChangeSet(tx, {
    kind: "drift",
    state,
    subject: "document",
    staff,
    name: names[side],
    scope: { side, ...(filter ? { matching: filter } : {}) },
    reason: request.reason || null,
    requestId: requestId ?? null,
  });
  const pinned = documents.map(({ row, version, columns }, position) => ({
    position,
    id: row.id,
    label: row.label,
    version,
    wanted: side === "manifest" ? saidFor(row, columns) : ({ keep: columns } satisfies Keep),
  }));
  await sql`insert into console.change_set_rows (change_set_id, position, subject_id, label, seen_version, wanted)
    select ${id}::uuid, r.position, r.id, r.label, r.version, r.wanted from jsonb_to_recordset(${JSON.stringify(pinned)}::jsonb)
      as r (position int, id uuid, label text, version bigint, wanted jsonb)`.execute(tx);
  await sql`update console.change_sets set rows_total = ${pinned.length} where id = ${id}`.execute(
    tx,
  );
  const count = (some: PinnedDocument[]) =>
    some.reduce((sum, { columns }) => sum + columns.length, 0);
  return {
    id,
    total: pinned.length,
    fields: count(documents),
    current: count(documents.filter(({ row, version }) => row.version === version)),
  };
}

/** What the other side says of these columns, as a change. */
function saidFor(row: EditableRow, columns: readonly string[]): Changes {
  const changes: Record<string, Change> = {};
  for (const field of documentFields)
    if (columns.includes(field.column))
      changes[field.name] = { set: readValue(field, saidOf(row, field.column)) };
  return changes;
}

/** The documents of these fields that the person may see, in the order of their first field. */
async function documentsOf(
  tx: Tx,
  fields: readonly Seen[],
  staff: Staff,
): Promise<PinnedDocument[]> {
  const ids = [...new Set(fields.map(({ documentId }) => documentId))];
  const found = await loadRows(tx, "document", ids, viewerOf(staff));
  const documents = new Map<string, PinnedDocument>();
  for (const { documentId, version, column } of fields) {
    const row = found.get(documentId);
    if (!row) continue;
    const document = documents.get(documentId) ?? { row, version, columns: [] };
    if (!document.columns.includes(column)) document.columns.push(column);
    documents.set(documentId, document);
  }
  return [...documents.values()];
}

/**
 * All that match now or did when the list was read, with the version that was current then: of the documents that
 * changed since none is taken, and all are listed. Without documents that were made since.
 */
async function seenFields(tx: Tx, request: DraftDrift, staff: Staff): Promise<Seen[]> {
  if (request.rows)
    return request.rows.flatMap(({ field, ...seen }) => {
      const column = fieldNamed("document", field)?.column;
      return column ? [{ ...seen, column }] : [];
    });
  const filter = request.matching;
  if (!filter) return [];
  await requireKept(tx, filter.seenAt);
  const { seenAt } = filter;
  const viewer = viewerOf(staff);
  const then = rowsThen("document", seenAt).documents;
  const of = (rows: RawBuilder<unknown>) =>
    sql`select x."documentId", x.path, x.column from (${rows}) x where ${matching(filter)}`;
  // One document more than a set holds: it is refused then.
  const { rows } = await sql<Seen>`
    with differing as materialized (
      select y.*, dense_rank() over (order by y.path) as place
      from (${of(driftRows(viewer))} union ${of(driftRows(viewer, then))}) y)
    select x."documentId", x.column,
      coalesce(${versionThen("document", seenAt)}, d.row_version)::int as version
    from differing x join ${baseTables().documents} d on d.id = x."documentId"
    where x.place <= ${maxRows + 1} and not ${madeSince("document", seenAt)}
    order by x.path, x.column`.execute(tx);
  return rows;
}
