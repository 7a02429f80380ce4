import { type RawBuilder, sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import type { FacetValue } from "#lib/url/table-answers.ts";
import { type FacetField, facetValues } from "./facet-field.ts";

/** Values of one facet that are listed at most, the most frequent first. */
const valuesPerFacet = 60;

export type FacetQuery = {
  /** From and where of the rows to count: `select <columns> <source>` gives one row each. */
  source: RawBuilder<unknown>;
  fields: Record<string, FacetField>;
  /** True where the row is of a document sensitive to prices. */
  sensitive: RawBuilder<boolean>;
  /** How many rows stand for each one that is counted; 1 where all are. */
  scale: number;
  redact: (text: string) => string;
};

/** Counts the values of several facets over one set of rows, read once. */
export async function countFacets(
  tx: Tx,
  { source, fields, sensitive, scale, redact }: FacetQuery,
): Promise<{ rows: number; values: Record<string, FacetValue[]> }> {
  const names = Object.keys(fields);
  const columns = Object.entries(fields).map(
    ([name, field]) => sql`${field.value} as ${sql.ref(name)}`,
  );
  const parts = Object.entries(fields).map(
    ([name, field]) => sql`(select ${sql.lit(name)} as facet, v.value, count(*)::int as count,
        bool_and(sensitive) as guarded
      from base cross join ${facetValues(field, sql.ref(`base.${name}`))} group by v.value
      order by v.value is null desc, 3 desc, 2 limit ${valuesPerFacet})`,
  );
  const found = await sql<{ facet: string; value: string | null; count: number; guarded: boolean }>`
    with base as materialized (select ${sql.join([...columns, sql`${sensitive} as sensitive`])} ${source})
    select '' as facet, null as value, count(*)::int as count, false as guarded from base
    ${sql.join([sql``, ...parts], sql` union all `)}`.execute(tx);
  const values = Object.fromEntries(names.map((name) => [name, [] as FacetValue[]]));
  let rows = 0;
  for (const { facet, value, count, guarded } of found.rows) {
    // A value that only sensitive documents hold and that holds an amount is not shown to anybody.
    if (guarded && value !== null && redact(value) !== value) continue;
    if (facet === "") rows = count;
    else values[facet]?.push({ value, count: Math.round(count * scale) });
  }
  return { rows, values };
}
