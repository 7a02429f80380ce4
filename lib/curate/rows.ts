import { type RawBuilder, sql } from "kysely";
import type { Curated } from "#lib/corpus/document-metadata.ts";
import { fieldsOf, type Subject } from "#lib/corpus/field-schemas.ts";
import type { EditableRow } from "#lib/corpus/plan-edit.ts";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";

type StoredRow = Record<string, unknown> & {
  row_id: string;
  row_version: string;
  row_label: string;
  row_sensitive: boolean;
  row_manifest: Record<string, unknown> | null;
  row_curated: Curated | null;
  row_inherited: Record<string, unknown> | null;
};

/** The rows of these ids that the person may see, by id. `lock` holds them, documents first, to the end of the transaction. */
export async function loadRows(
  tx: Tx,
  subject: Subject,
  ids: readonly string[],
  viewer: Viewer,
  { lock = false }: { lock?: boolean } = {},
): Promise<Map<string, EditableRow>> {
  if (lock) await lockRows(tx, subject, ids);
  const r = sql.raw(aliasOf(subject));
  const columns = fieldsOf(subject).map(({ column }) => sql.ref(`${aliasOf(subject)}.${column}`));
  const { rows } = await sql<StoredRow>`
    select ${r}.id as row_id, ${r}.row_version::text as row_version, ${labelOf(subject)} as row_label,
      d.pricing_sensitive as row_sensitive,
      ${subject === "document" ? sql`d.manifest_values` : sql`null::jsonb`} as row_manifest, ${r}.curated as row_curated,
      ${inheritedBy(subject)} as row_inherited,
      ${sql.join(columns)}
    from ${fromRows(subject)}
    where ${r}.id = any(${ids}::uuid[]) and ${visibleRow(subject, viewer)}`.execute(tx);
  return new Map(
    rows.map(
      ({
        row_id,
        row_version,
        row_label,
        row_sensitive,
        row_manifest,
        row_curated,
        row_inherited,
        ...values
      }) => [
        row_id,
        {
          id: row_id,
          version: Number(row_version),
          label: row_label,
          sensitive: row_sensitive,
          values,
          manifest: row_manifest,
          curated: row_curated,
          ...(row_inherited ? { inherited: row_inherited } : {}),
        },
      ],
    ),
  );
}

/** What a chunk has of its document `d` where it says nothing itself, by column. */
function inheritedBy(subject: Subject): RawBuilder<unknown> {
  const inherited = fieldsOf(subject).filter(({ inherits }) => inherits);
  if (inherited.length === 0) return sql`null::jsonb`;
  const pairs = inherited.map(({ column }) => sql`${sql.lit(column)}, ${sql.ref(`d.${column}`)}`);
  return sql`jsonb_build_object(${sql.join(pairs)})`;
}

async function lockRows(tx: Tx, subject: Subject, ids: readonly string[]): Promise<void> {
  const { documents, chunks } = baseTables();
  const owners =
    subject === "document"
      ? sql`d.id = any(${ids}::uuid[])`
      : sql`d.id in (select document_id from ${chunks} where id = any(${ids}::uuid[]))`;
  await sql`select 1 from ${documents} d where ${owners} order by d.id for no key update`.execute(
    tx,
  );
  if (subject === "chunk")
    await sql`select 1 from ${chunks} c where c.id = any(${ids}::uuid[]) order by c.id for no key update`.execute(
      tx,
    );
}

/** Documents stand under the alias `d`, chunks under `c`. */
export function aliasOf(subject: Subject): "d" | "c" {
  return subject === "document" ? "d" : "c";
}

/** The rows of a subject under its alias, with their document under `d`. */
export function fromRows(subject: Subject): RawBuilder<unknown> {
  const { documents, chunks } = baseTables();
  return subject === "document"
    ? sql`${documents} d`
    : sql`${chunks} c join ${documents} d on d.id = c.document_id`;
}

/** What a row is called: the path, of a chunk with its place. */
export function labelOf(subject: Subject): RawBuilder<string> {
  return subject === "document" ? sql`d.path` : sql`d.path || ' #' || (c.chunk_index + 1)`;
}

export function visibleRow(subject: Subject, viewer: Viewer): RawBuilder<boolean> {
  if (subject === "document") return visibleTo(viewer, "d");
  return sql`(${visibleTo(viewer, "d")} and ${visibleTo(viewer, "c")})`;
}
