import { sql } from "kysely";
import { type ChunkListState, filtersOf } from "./browse-schemas.ts";
import { chunkFields, documentLevel } from "./chunk-fields.ts";
import { type Condition, facetCondition } from "./facet-field.ts";
import { type ChunkFacet, chunkFacets } from "./facet-schemas.ts";
import type { Reader } from "./reader.ts";
import { chunksFound, type Search } from "./search-text.ts";
import { visibleTo } from "./visible.ts";

/** All that a chunk `c` of the document `d` must meet to be in the list, `without` one facet's own filter. */
export function chunkConditions(
  state: ChunkListState,
  reader: Reader,
  search: Search | undefined,
  without?: string,
): Condition {
  const { ofDocument, own } = conditionsApart(state, reader, search, without);
  return and([...ofDocument, ...own]);
}

/** The same apart: what only the document decides, and what each chunk must meet by itself. */
export function conditionsApart(
  state: ChunkListState,
  reader: Reader,
  search: Search | undefined,
  without?: string,
): { ofDocument: Condition[]; own: Condition[] } {
  const fields = chunkFields(reader);
  const filters = Object.entries(filtersOf(state, chunkFacets))
    .filter(([name]) => name !== without)
    .map(([name, filter]) => ({
      ofDocument: documentLevel.has(name as ChunkFacet),
      condition: facetCondition(fields[name as ChunkFacet], filter),
    }));
  const those = (ofDocument: boolean) =>
    filters.filter((one) => one.ofDocument === ofDocument).map(({ condition }) => condition);
  return {
    ofDocument: [
      visibleTo(reader, "d"),
      ...(state.of ? [sql<boolean>`d.id = ${state.of}`] : []),
      ...those(true),
    ],
    own: [visibleTo(reader, "c"), ...those(false), ...(search ? [chunksFound(search)] : [])],
  };
}

export function and(conditions: readonly Condition[]): Condition {
  return sql`(${sql.join(conditions, sql` and `)})`;
}
