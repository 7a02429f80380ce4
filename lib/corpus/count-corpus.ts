import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { Viewer } from "./schemas.ts";
import { visibleTo } from "./visible.ts";

/** Counting stops here: beyond it the exact number tells nobody anything. */
const countUpTo = 100_000;

export type CorpusCounts = { documents: number; chunks: number };

/** How many documents and chunks this person may see, each counted up to 100,000. */
export function countCorpus(db: Db, viewer: Viewer): Promise<CorpusCounts> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { documents, chunks } = baseTables();
    const { rows } = await sql<CorpusCounts>`select
      (select count(*)::int from (select 1 from ${documents} d where ${visibleTo(viewer, "d")}
        limit ${countUpTo}) n) as documents,
      (select count(*)::int from (select 1 from ${chunks} c join ${documents} d on d.id = c.document_id
        where ${visibleTo(viewer, "d")} and ${visibleTo(viewer, "c")} limit ${countUpTo}) n) as chunks`.execute(
      tx,
    );
    return rows[0] ?? { documents: 0, chunks: 0 };
  });
}
