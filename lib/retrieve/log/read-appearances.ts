import { sql } from "kysely";
import type { ChunkAppearance, ChunkAppearances } from "#lib/corpus/chunk-schemas.ts";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { mayBeSeen } from "./visible-calls.ts";

/** Where a chunk was returned, as the retrieval log has it: how often, its best rank, the last calls. */
export function readAppearances(db: Db, id: string, viewer: Viewer): Promise<ChunkAppearances> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { documents, chunks } = baseTables();
    const rows = sql`console.retrieval_results r join console.retrieval_log l on l.id = r.retrieval_id
      join ${chunks} c on c.id = r.chunk_id join ${documents} d on d.id = c.document_id
      where r.chunk_id = ${id} and ${mayBeSeen(viewer)} and ${visibleTo(viewer, "d")} and ${visibleTo(viewer, "c")}`;
    const counted = await sql<{ total: number; best: number | null }>`
      select count(*)::int as total, min(r.rank) as best from ${rows}`.execute(tx);
    const last = await sql<Omit<ChunkAppearance, "at"> & { at: Date }>`
      select l.id, l.at, l.origin, r.rank, r.score::float8 as score from ${rows}
      order by l.at desc, l.id desc limit 10`.execute(tx);
    const { total, best } = counted.rows[0] ?? { total: 0, best: null };
    return {
      total,
      best,
      items: last.rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    };
  });
}
