import { type RawBuilder, sql } from "kysely";
import type { FacetFilter } from "./browse-schemas.ts";

/** A field that rows are filtered and counted by: one text, or a jsonb array of texts. */
export type FacetField = { kind: "value" | "list"; value: RawBuilder<unknown> };

export type Condition = RawBuilder<boolean>;

/** True where the field holds any of the wanted values and none of the others; empty as was asked for. */
export function facetCondition({ kind, value }: FacetField, filter: FacetFilter): Condition {
  const parts: Condition[] = [];
  const wanted: Condition[] = [];
  if (filter.any.length > 0) wanted.push(holdsAny(kind, value, filter.any));
  if (filter.empty === "yes") wanted.push(isEmpty(kind, value));
  if (wanted.length > 0) parts.push(sql`(${sql.join(wanted, sql` or `)})`);
  if (filter.none.length > 0)
    parts.push(sql`not coalesce(${holdsAny(kind, value, filter.none)}, false)`);
  if (filter.empty === "no") parts.push(sql`not ${isEmpty(kind, value)}`);
  return sql`(${sql.join(parts, sql` and `)})`;
}

function holdsAny(
  kind: FacetField["kind"],
  value: RawBuilder<unknown>,
  values: string[],
): Condition {
  return kind === "value"
    ? sql`${value} = any(${values}::text[])`
    : sql`${value} ?| ${values}::text[]`;
}

function isEmpty(kind: FacetField["kind"], value: RawBuilder<unknown>): Condition {
  return kind === "value"
    ? sql`(coalesce(${value}, '') = '')`
    : sql`(coalesce(${value}, '[]') in ('[]', 'null', '""', '{}'))`;
}

/** One row a value: the field's text, or each element of its list; null where it is empty. */
export function facetValues(
  { kind }: FacetField,
  column: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (kind === "value") return sql`lateral (select nullif(${column}, '') as value) v`;
  return sql`lateral (select distinct x.value from jsonb_array_elements_text(
      case when jsonb_typeof(${column}) = 'array' then ${column} else '[]' end) x
    union all select null where ${isEmpty("list", column)}) v`;
}
