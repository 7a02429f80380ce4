import { type RawBuilder, sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { facetConditions, searchCondition } from "./document-filter.ts";
import { embeddingCounts, embeddingStateSql } from "./embedding-counts.ts";
import type { DocumentListState, FacetName, Facets, Viewer } from "./schemas.ts";

const facetColumns: Record<FacetName, RawBuilder<unknown>> = {
  status: sql`status`,
  mode: sql`embed_mode`,
  category: sql`category`,
  type: sql`doc_type`,
  pricing: sql`case when pricing_sensitive then 'yes' else 'no' end`,
  embedding: sql`embedding`,
};
const names = Object.keys(facetColumns) as FacetName[];

/** Counts each facet under all the other filters, and the total under all, in one statement. */
export async function countFacets(
  tx: Tx,
  state: DocumentListState,
  viewer: Viewer,
): Promise<{ total: number; facets: Facets }> {
  const { documents } = baseTables();
  const conditions = facetConditions(state, embeddingStateSql);
  const flags = names.map((name) => sql`${conditions[name]} as ${sql.ref(`in_${name}`)}`);
  const all = (skip?: FacetName) =>
    sql.join(
      names.filter((name) => name !== skip).map((name) => sql.ref(`in_${name}`)),
      sql` and `,
    );
  const parts = names.map(
    (
      name,
    ) => sql`select ${sql.lit(name)} as facet, ${facetColumns[name]} as value, count(*)::int as count
      from base where ${all(name)} group by 2`,
  );
  const result = await sql<{ facet: FacetName | "total"; value: string; count: number }>`
    with base as materialized (
      select d.status, d.embed_mode, d.category, d.doc_type, d.pricing_sensitive, ${embeddingStateSql} as embedding,
        ${sql.join(flags)}
      from ${documents} d cross join lateral ${embeddingCounts(viewer)} n where ${searchCondition(state, viewer)})
    select 'total' as facet, '' as value, count(*)::int as count from base where ${all()}
    union all ${sql.join(parts, sql` union all `)}
    order by 1, 3 desc, 2 limit 500`.execute(tx);
  const facets: Facets = {
    status: [],
    mode: [],
    category: [],
    type: [],
    pricing: [],
    embedding: [],
  };
  let total = 0;
  for (const { facet, value, count } of result.rows) {
    if (facet === "total") total = count;
    else facets[facet].push({ value, count });
  }
  return { total, facets };
}
