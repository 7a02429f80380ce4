import { sql } from "kysely";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";

/** A change that other software made to a document or a chunk. */
export type ForeignWrite = {
  id: number;
  at: string;
  /** The database login that wrote. */
  login: string;
  relation: "documents" | "chunks";
  rowId: string;
  documentId: string;
  path: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};

type Search = { seesRestricted: boolean; before?: number | undefined; limit?: number };

/** What other software changed and nobody restored yet, newest first. */
export function listForeignWrites(
  db: Db,
  { seesRestricted, before, limit = 50 }: Search,
): Promise<{ items: ForeignWrite[]; nextCursor: string | null }> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<
      Omit<ForeignWrite, "at"> & { at: Date }
    >`select w.id::float8 as id, w.at, w.login,
        w.relation, w.row_id as "rowId", w.document_id as "documentId", d.path, w.before, w.after
      from console.foreign_writes w join ${baseTables().documents} d on d.id = w.document_id
      where w.restored_at is null and (${before ?? null}::bigint is null or w.id < ${before ?? null})
        and ${visibleTo({ seesRestricted }, "d")}
      order by w.id desc limit ${limit + 1}`.execute(tx);
    const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
    return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.id) : null };
  });
}
