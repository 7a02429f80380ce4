import { type RawBuilder, sql } from "kysely";
import type { FacetFilter } from "./browse-schemas.ts";

/**
 * A field that rows are filtered and counted by: one text, or a jsonb array of texts. `confirms` is of texts that people
 * and files wrote: whether finding a price-sensitive document `d` by one would confirm a guessed amount.
 */
export type FacetField = {
  kind: "value" | "list";
  value: RawBuilder<unknown>;
  confirms?: (text: string) => boolean;
};

export type Condition = RawBuilder<boolean>;

/** True where the field holds any of the wanted values and none of the others; empty as was asked for. */
export function facetCondition(field: FacetField, filter: FacetFilter): Condition {
  const { kind, value } = field;
  const parts: Condition[] = [];
  const wanted: Condition[] = [];
  if (filter.any.length > 0) wanted.push(holdsAny(field, filter.any));
  if (filter.empty === "yes") wanted.push(isEmpty(kind, value));
  if (wanted.length > 0) parts.push(sql`(${sql.join(wanted, sql` or `)})`);
  if (filter.none.length > 0) parts.push(sql`not coalesce(${holdsAny(field, filter.none)}, false)`);
  if (filter.empty === "no") parts.push(sql`not ${isEmpty(kind, value)}`);
  return sql`(${sql.join(parts, sql` and `)})`;
}

function holdsAny(
  { kind, value, confirms = () => false }: FacetField,
  values: string[],
): Condition {
  const holds = (wanted: string[]): Condition =>
    kind === "value" ? sql`${value} = any(${wanted}::text[])` : sql`${value} ?| ${wanted}::text[]`;
  const amounts = values.filter(confirms);
  if (amounts.length === 0) return holds(values);
  const others = values.filter((one) => !confirms(one));
  return sql`(${holds(others)} or ${holds(amounts)} and not d.pricing_sensitive)`;
}

function isEmpty(kind: FacetField["kind"], value: RawBuilder<unknown>): Condition {
  return kind === "value"
    ? sql`(coalesce(${value}, '') = '')`
    : sql`(coalesce(${value}, '[]') in ('[]', 'null', '""', '{}'))`;
}

/**
 * Joins `z.fails`, which of the filters a row fails, as bits in their order: 0 for a row that is found, a power of two for one
 * that a single filter keeps out and that counts for the values of that facet.
 */
export function filterFails(conditions: readonly Condition[]): RawBuilder<unknown> {
  const bits = conditions.map(
    (condition, at) => sql`case when ${condition} then 0 else ${sql.lit(2 ** at)} end`,
  );
  // `offset 0`: worked out once a row, not once for each time it is named.
  return sql`cross join lateral (select ${bits.length > 0 ? sql.join(bits, sql` + `) : sql`0`} as fails offset 0) z`;
}
