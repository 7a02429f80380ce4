import { type RawBuilder, sql } from "kysely";
import { searchVector } from "#lib/db/search-vector.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { DocumentListState, FacetName, Viewer } from "./schemas.ts";
import { visibleTo } from "./visible.ts";

type Condition = RawBuilder<boolean>;

/**
 * Visible and found by the search: substring of title or path, or full text of a chunk. Digits
 * find a price-sensitive document by its path only: a hit would confirm a guessed amount.
 */
export function searchCondition(state: DocumentListState, viewer: Viewer): Condition {
  if (state.q === "") return visibleTo(viewer, "d");
  const { chunks } = baseTables();
  const pattern = `%${state.q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  // Both ways of reading the words as one constant query, so that the full-text index serves it.
  const words = sql`(websearch_to_tsquery('english', ${state.q}) || websearch_to_tsquery('simple', ${state.q}))`;
  return sql`(${visibleTo(viewer, "d")} and (d.path ilike ${pattern}
    or (${!/\p{Nd}{3}/u.test(state.q)}::boolean or not d.pricing_sensitive) and (d.title ilike ${pattern} or d.id in (
      select c.document_id from ${chunks} c where ${visibleTo(viewer, "c")}
        and ${searchVector("c")} @@ ${words}))))`;
}

/** One condition a facet, so that each facet can be counted under all the others. Needs aliases d and n. */
export function facetConditions(
  state: DocumentListState,
  embeddingState: RawBuilder<string>,
): Record<FacetName, Condition> {
  return {
    status: anyOf(sql`d.status`, state.status),
    mode: anyOf(sql`d.embed_mode`, state.mode),
    category: anyOf(sql`d.category`, state.category),
    type: anyOf(sql`d.doc_type`, state.type),
    pricing:
      state.pricing === "any" ? sql`true` : sql`d.pricing_sensitive = ${state.pricing === "yes"}`,
    embedding: anyOf(embeddingState, state.embedding),
  };
}

function anyOf(column: RawBuilder<unknown>, values: readonly string[]): Condition {
  return values.length === 0 ? sql`true` : sql`${column} = any(${values}::text[])`;
}
