import { type RawBuilder, sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { Redact } from "./clean-values.ts";
import { facetConditions, searchCondition } from "./document-filter.ts";
import { embeddingCounts, embeddingStateSql } from "./embedding-counts.ts";
import { countFacets } from "./facet-documents.ts";
import {
  type DocumentListState,
  type DocumentPage,
  type DocumentRow,
  pageSize,
  type Viewer,
} from "./schemas.ts";

/** The only columns that a list can be sorted by. */
const sortColumns: Record<DocumentListState["sort"], RawBuilder<unknown>> = {
  title: sql`lower(coalesce(d.title, d.path))`,
  path: sql`d.path`,
  status: sql`d.status`,
  category: sql`d.category`,
  chunks: sql`n.chunks`,
  ingested: sql`d.ingested_at`,
};

/** One page of documents and the counts of every facet, for what this person may see. */
export function listDocuments(
  db: Db,
  state: DocumentListState,
  viewer: Viewer,
  redact: Redact,
): Promise<DocumentPage> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { documents } = baseTables();
    const conditions = Object.values(facetConditions(state, embeddingStateSql));
    // The planner does not know what building a tsvector costs: without this a common word reads every text.
    if (state.q !== "") await sql`select set_config('enable_seqscan', 'off', true)`.execute(tx);
    const direction = sql.raw(state.dir === "desc" ? "desc nulls last" : "asc nulls last");
    const seen = await sql<{ at: Date }>`select now() as at`.execute(tx);
    const rows = await sql<DocumentRow & { ingestedAt: Date | null }>`
      select d.id, d.row_version::int as version, coalesce(nullif(d.title, ''), d.path) as title, d.path, d.status, d.embed_mode as "embedMode",
        d.category, d.doc_type as "docType", d.pricing_sensitive as "pricingSensitive",
        d.ingested_at as "ingestedAt", n.chunks, ${embeddingStateSql} as "embeddingState"
      from ${documents} d cross join lateral ${embeddingCounts(viewer)} n
      where ${searchCondition(state, viewer)} and ${sql.join(conditions, sql` and `)}
      order by ${sortColumns[state.sort]} ${direction}, d.id
      limit ${pageSize} offset ${(state.page - 1) * pageSize}`.execute(tx);
    const { total, facets } = await countFacets(tx, state, viewer);
    const items = rows.rows.map((row) => ({
      ...row,
      title: row.pricingSensitive ? redact(row.title) : row.title,
      ingestedAt: row.ingestedAt?.toISOString() ?? null,
    }));
    return { items, total, facets, seenAt: (seen.rows[0]?.at ?? new Date()).toISOString() };
  });
}
