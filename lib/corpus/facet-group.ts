import { type RawBuilder, sql } from "kysely";
import { type Condition, filterFails } from "./facet-field.ts";

/** The filters that are set, and what else rows must meet: what facets are counted under. */
export type FacetGroup<F extends string> = {
  filters: ReadonlyMap<F, Condition>;
  among: Condition;
};

/** All conditions but those of the facets named. */
export function conditionsOf<F extends string>(
  { filters, among }: FacetGroup<F>,
  without?: F,
): Condition {
  const rest = [...filters].filter(([name]) => name !== without).map(([, condition]) => condition);
  return sql`(${sql.join([among, ...rest], sql` and `)})`;
}

/** Rows for the facets `names`, with `z.fails`: those that are found, or that only such a facet's own filter keeps out. */
export function rowsFor<F extends string>(
  group: FacetGroup<F>,
  names: readonly F[],
): { join: RawBuilder<unknown>; where: Condition; bits: Record<string, number> } {
  const filtered = [...group.filters.keys()];
  const bits = Object.fromEntries(
    names.map((name) => [name, filtered.includes(name) ? 2 ** filtered.indexOf(name) : 0]),
  );
  const wanted = [...new Set([0, ...Object.values(bits)])];
  return {
    join: filterFails([...group.filters.values()]),
    where: sql`(${group.among} and z.fails = any(${wanted}::int[]))`,
    bits,
  };
}
