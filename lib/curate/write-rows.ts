import { type RawBuilder, sql } from "kysely";
import { type AuditActor, recordAudits } from "#lib/audit/record.ts";
import type { Curated } from "#lib/corpus/document-metadata.ts";
import { type Field, fieldsOf, type Subject } from "#lib/corpus/field-schemas.ts";
import type { EditableRow } from "#lib/corpus/plan-edit.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { saidOf } from "./keep-values.ts";

/** A row and what is written into it: raw values by column. */
export type RowWrite = {
  row: EditableRow;
  set: Record<string, unknown>;
  curated: Curated;
  /** Columns whose value stays, while somebody says that it is meant, or takes that back. */
  kept?: readonly string[];
};

/** One column of a row before a change: its raw value, and whose it was. */
export type Before = Record<string, { value: unknown; curated: Curated[string] | null }>;

type Context = {
  actor: AuditActor;
  changeSetId: string | null;
  reason: string | null;
  requestId: string | null;
};

/**
 * Writes rows that the caller has locked, the audit entries and what each row was before; in one statement each.
 * Returns the new version by id: a row that is not among them had another version by now.
 */
export async function writeRows(
  tx: Tx,
  subject: Subject,
  writes: readonly RowWrite[],
  context: Context,
): Promise<Map<string, number>> {
  if (writes.length === 0) return new Map();
  const versions = await update(tx, subject, writes);
  const written = writes.filter(({ row }) => versions.has(row.id));
  await recordAudits(
    tx,
    { ...context, action: `${subject}.edit`, subjectType: subject },
    written.map(({ row, set }) => ({
      subjectId: row.id,
      subjectLabel: row.label,
      changes: Object.fromEntries(
        Object.entries(set).map(([column, to]) => [column, { from: row.values[column], to }]),
      ),
    })),
  );
  await recordKept(tx, written, context);
  return versions;
}

/** The other side of a difference is what a kept value stands against. */
async function recordKept(tx: Tx, written: readonly RowWrite[], context: Context): Promise<void> {
  for (const [action, meant] of [
    ["drift.keep", true],
    ["drift.unkeep", false],
  ] as const)
    await recordAudits(
      tx,
      { ...context, action, subjectType: "document" },
      written.map(({ row, curated, kept = [] }) => ({
        subjectId: row.id,
        subjectLabel: row.label,
        changes: Object.fromEntries(
          kept
            .filter((column) => (curated[column]?.kept ?? false) === meant)
            .map((column) => {
              const [said, value] = [saidOf(row, column), row.values[column]];
              return [column, meant ? { from: said, to: value } : { from: value, to: said }];
            }),
        ),
      })),
    );
}

async function update(
  tx: Tx,
  subject: Subject,
  writes: readonly RowWrite[],
): Promise<Map<string, number>> {
  const touched = new Set(writes.flatMap(({ set }) => Object.keys(set)));
  const sets = fieldsOf(subject)
    .filter(({ column }) => touched.has(column))
    .map(
      (field) =>
        sql`${sql.ref(field.column)} = case when n.set ? ${field.column} then ${asColumn(field)} else t.${sql.ref(field.column)} end`,
    );
  const rows = writes.map(({ row, set, curated }) => ({
    id: row.id,
    version: row.version,
    set,
    curated,
  }));
  const { documents, chunks } = baseTables();
  const updated = await sql<{ id: string; version: string }>`
    update ${subject === "document" ? documents : chunks} t
    set ${sql.join([...sets, sql`curated = nullif(n.curated, '{}'::jsonb)`])}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, version bigint, set jsonb, curated jsonb)
    where t.id = n.id and t.row_version = n.version
    returning t.id, t.row_version::text as version`.execute(tx);
  return new Map(updated.rows.map(({ id, version }) => [id, Number(version)]));
}

function asColumn({ kind, column }: Field): RawBuilder<unknown> {
  if (kind === "switch") return sql`(n.set ->> ${column})::boolean`;
  if (kind === "instant") return sql`(n.set ->> ${column})::timestamptz`;
  if (kind === "terms" || kind === "links") return sql`nullif(n.set -> ${column}, 'null'::jsonb)`;
  return sql`n.set ->> ${column}`;
}

/** What the columns of a write hold now, for the way back. */
export function beforeOf({ row, set, kept = [] }: Omit<RowWrite, "curated">): Before {
  return Object.fromEntries(
    [...Object.keys(set), ...kept].map((column) => [
      column,
      { value: row.values[column] ?? null, curated: row.curated?.[column] ?? null },
    ]),
  );
}

/** What these columns hold once it is written. */
export function afterOf({ row, set, kept = [] }: Omit<RowWrite, "curated">) {
  const staying = kept.map((column) => [column, row.values[column] ?? null]);
  return { ...Object.fromEntries(staying), ...set } as Record<string, unknown>;
}
