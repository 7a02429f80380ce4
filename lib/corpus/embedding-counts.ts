import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Viewer } from "./schemas.ts";
import { visibleTo } from "./visible.ts";

/** One row of counts for the document `d`; stale means embedded by another model than the active one. */
export function embeddingCounts(viewer: Viewer) {
  const { chunks, embeddings } = baseTables();
  return sql`(select count(*)::int as chunks, count(e.chunk_id)::int as served,
      count(p.chunk_id) filter (where e.chunk_id is null)::int as parked,
      count(*) filter (where coalesce(e.embedding_model, p.embedding_model) <>
        (select value #>> '{}' from console.settings where key = 'embedding_model'))::int as stale
    from ${chunks} c left join ${embeddings} e on e.chunk_id = c.id
      left join console.parked_embeddings p on p.chunk_id = c.id
    where c.document_id = d.id and ${visibleTo(viewer, "c")})`;
}

/** The counts' state as SQL, over the alias `n`. */
export const embeddingStateSql = sql<string>`case
  when n.chunks = 0 then 'no chunks'
  when n.served + n.parked = 0 then 'missing'
  when n.served + n.parked < n.chunks then 'partial'
  when n.stale > 0 then 'stale'
  when n.served = 0 then 'parked'
  else 'embedded' end`;
