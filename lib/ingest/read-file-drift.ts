import { sql } from "kysely";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import {
  type DriftKind,
  driftKinds,
  type FileDrift,
  type FileDriftItem,
} from "./file-drift-schemas.ts";

type ReadDrift = {
  /** True for staff who may see admin-only and elevated documents. */
  seesRestricted: boolean;
  kind?: DriftKind | undefined;
  /** The path of the last one given. */
  after?: string | undefined;
  limit?: number;
};

/** Where files, manifest and database differed when a worker compared them last. */
export function readFileDrift(db: Db, search: ReadDrift): Promise<FileDrift> {
  const { seesRestricted, kind = null, after = null, limit = 50 } = search;
  const visible = sql`(${seesRestricted}::boolean or not exists (select 1 from ${baseTables().documents} d
    where (d.id = f.document_id or d.path = f.path) and not ${visibleTo({ seesRestricted: false }, "d")}))`;
  return withRole(db, "perazzi_read", async (tx) => {
    const checked = await sql<{
      at: string | null;
      error: string | null;
    }>`select value ->> 'checkedAt' as at,
      value ->> 'error' as error from console.settings where key = 'file_drift'`.execute(tx);
    const counted = await sql<{
      kind: DriftKind;
      count: number;
    }>`select f.kind, count(*)::int as count
      from console.file_drift f where ${visible} group by f.kind`.execute(tx);
    const { rows } =
      await sql<FileDriftItem>`select f.path, f.kind, f.document_id as "documentId", f.reason,
        f.manifest_row as "manifestRow"
      from console.file_drift f
      where ${visible} and (${kind}::text is null or f.kind = ${kind}) and (${after}::text is null or f.path > ${after})
      order by f.path limit ${limit + 1}`.execute(tx);
    const counts = new Map(counted.rows.map((row) => [row.kind, row.count]));
    const items = rows.slice(0, limit);
    const { at = null, error = null } = checked.rows[0] ?? {};
    return {
      checkedAt: at ? new Date(at).toISOString() : null,
      error,
      // Every kind has its entry, so the record is whole.
      counts: Object.fromEntries(
        driftKinds.map((one) => [one, counts.get(one) ?? 0]),
      ) as FileDrift["counts"],
      items,
      nextCursor: rows.length > limit ? (items.at(-1)?.path ?? null) : null,
    };
  });
}
