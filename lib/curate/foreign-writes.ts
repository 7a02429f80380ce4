import { type RawBuilder, sql } from "kysely";
import { cleanValue } from "#lib/corpus/clean-values.ts";
import type { ForeignWrite, ForeignWritesState } from "#lib/corpus/foreign-write-schemas.ts";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { redactProse } from "#lib/guardrail/redact.ts";

type Search = Partial<ForeignWritesState> & Viewer & { documentId?: string; limit?: number };
type Stored = Omit<ForeignWrite, "at" | "settled"> & {
  at: Date;
  sensitive: boolean;
  restoredBy: string | null;
  keptBy: string | null;
};
type Page = { items: ForeignWrite[]; nextCursor: string | null };

/** What other software changed and nobody has decided on and no run has mended yet, or the others; newest first. */
export function listForeignWrites(db: Db, search: Search): Promise<Page> {
  const { limit = 50, cursor = null } = search;
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } =
      await sql<Stored>`select w.id::float8 as id, w.at, w.login, w.relation, w.row_id as "rowId",
        w.document_id as "documentId", d.path, w.kind, w.chunks, w.before, w.after, w.restored_by as "restoredBy", w.kept_by as "keptBy",
        coalesce(d.pricing_sensitive, true) as sensitive
      from ${writes()}
      where ${conditions(search)} and (${cursor}::bigint is null or w.id < ${cursor}) and ${mayKnow(search)}
      order by w.id desc limit ${limit + 1}`.execute(tx);
    const items = rows.slice(0, limit).map(({ at, sensitive, restoredBy, keptBy, ...row }) => ({
      ...row,
      before: sensitive ? clean(row.before) : row.before,
      after: sensitive ? clean(row.after) : row.after,
      at: at.toISOString(),
      settled: settledBy(restoredBy, keptBy),
    }));
    return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.id) : null };
  });
}

/** How many nobody has decided on. */
export function countForeignWrites(db: Db, viewer: Viewer): Promise<number> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n
      from ${writes()} where ${open} and ${mayKnow(viewer)}`.execute(tx);
    return rows[0]?.n ?? 0;
  });
}

function writes(): RawBuilder<unknown> {
  return sql`console.foreign_writes w join ${baseTables().documents} d on d.id = w.document_id
    left join console.document_sources s on s.document_id = d.id
    left join ${baseTables().chunks} c on w.relation = 'chunks' and c.id = w.row_id`;
}

/**
 * Writes of a document `d` and its chunk `c` that this person may know of. Of a chunk that is gone nobody knows how
 * restricted it was: what was written into it is for those who see everything.
 */
export function mayKnow(viewer: Viewer): RawBuilder<boolean> {
  if (viewer.seesRestricted) return sql`true`;
  return sql`(${visibleTo(viewer, "d")} and (w.relation = 'documents' or w.kind <> 'metadata'
    or c.id is not null and ${visibleTo(viewer, "c")}))`;
}

/** Fields of a document that is sensitive to prices, without amounts. */
function clean(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, cleanValue(name, value, redactProse)]),
  );
}

/** Texts are mended by the next run of their document. */
const open = sql<boolean>`(w.restored_at is null and w.kept_at is null
  and (w.kind = 'metadata' or w.at > coalesce(s.updated_at, '-infinity')))`;

function conditions({ state, path, login, field, documentId }: Search): RawBuilder<boolean> {
  const parts = [
    documentId
      ? sql`w.document_id = ${documentId}`
      : state === "settled"
        ? sql`not (${open})`
        : open,
  ];
  if (path) parts.push(sql`strpos(lower(d.path), lower(${path})) > 0`);
  if (login) parts.push(sql`w.login = ${login}`);
  if (field) parts.push(sql`w.before ? ${field}`);
  return sql`(${sql.join(parts, sql` and `)})`;
}

function settledBy(restoredBy: string | null, keptBy: string | null): ForeignWrite["settled"] {
  if (restoredBy !== null) return { how: "restored", by: restoredBy };
  return keptBy === null ? null : { how: "kept", by: keptBy };
}
