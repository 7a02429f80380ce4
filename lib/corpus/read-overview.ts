import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { embeddingCounts, embeddingStateSql } from "./embedding-counts.ts";
import type { Overview, Viewer } from "./schemas.ts";
import { visibleTo } from "./visible.ts";

/** The numbers of the first page, of what this person may see, at this moment. */
export function readOverview(db: Db, viewer: Viewer): Promise<Overview> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { documents } = baseTables();
    const counts = await sql<Omit<Overview, "lastRun">>`
      with base as (
        select d.status, d.visibility, d.confidentiality, n.served, ${embeddingStateSql} as state
        from ${documents} d cross join lateral ${embeddingCounts(viewer)} n where ${visibleTo(viewer, "d")})
      select count(*)::int as documents, count(*) filter (where status = 'active')::int as active,
        coalesce(sum(served) filter (where status = 'active' and visibility = 'public' and confidentiality = 'normal'), 0)::int as "servedChunks",
        count(*) filter (where state = 'stale')::int as stale,
        count(*) filter (where status = 'active' and state in ('missing', 'partial'))::int as missing,
        count(*) filter (where state = 'parked')::int as parked from base`.execute(tx);
    const run = await sql<{ id: string; kind: string; state: string; at: Date }>`
      select id, kind, state, coalesce(finished_at, started_at, created_at) as at
      from console.runs order by created_at desc, id desc limit 1`.execute(tx);
    const last = run.rows[0];
    const row = counts.rows[0];
    if (!row) throw new Error("an aggregate without grouping always has a row");
    return { ...row, lastRun: last ? { ...last, at: last.at.toISOString() } : null };
  });
}
