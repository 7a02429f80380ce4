import { sql } from "kysely";
import { cursorKeys, type KeysetRow, readKeyset } from "#lib/db/keyset.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import type { RowPage } from "#lib/url/table-answers.ts";
import { type DocumentListState, filtersOf } from "./browse-schemas.ts";
import { countedFields, documentFields, documentOrder } from "./document-fields.ts";
import { documentColumns, mapDocument, type StoredRow } from "./document-row.ts";
import { chunkCounts } from "./embedding-state.ts";
import { type Condition, facetCondition } from "./facet-field.ts";
import { documentFacets } from "./facet-schemas.ts";
import type { Reader } from "./reader.ts";
import type { DocumentRow } from "./row-schemas.ts";
import { documentsFound, prepareSearch, type Search } from "./search-text.ts";
import { visibleTo } from "./visible.ts";

/** One page of the documents that match, for what this person may see. Throws invalid for a foreign cursor. */
export function listDocuments(
  db: Db,
  state: DocumentListState,
  reader: Reader,
): Promise<RowPage<DocumentRow>> {
  return withRole(db, "perazzi_read", async (tx) => {
    const seen = await sql<{ at: Date }>`select now() as at`.execute(tx);
    const page = await readDocuments(tx, state, reader);
    const { rows, ...cursors } = page;
    return {
      items: rows.map((row) => mapDocument(row, reader)),
      ...cursors,
      seenAt: (seen.rows[0]?.at ?? new Date()).toISOString(),
    };
  });
}

/** The rows of one page as stored, in order. */
export async function readDocuments(tx: Tx, state: DocumentListState, reader: Reader) {
  const { documents } = baseTables();
  const search = await prepareSearch(tx, state.q);
  const order = documentOrder(state.sort, state.dir, reader);
  const counts = needsCounts(state) ? chunkCounts() : sql``;
  // Ids first: what a row shows is read for the page alone.
  return readKeyset<StoredRow & KeysetRow>(order, state, async (phase, limit) => {
    const found = await sql<StoredRow & KeysetRow>`
      with page as materialized (
        select d.id, ${cursorKeys(order)} as cursor_keys
        from ${documents} d ${counts}
        where ${documentConditions(state, reader, search)} and ${phase.where}
        order by ${phase.orderBy} limit ${limit}
      ), numbered as (select *, row_number() over () as place from page)
      select ${documentColumns(reader)}, page.cursor_keys, d.pricing_sensitive as cursor_hidden
      from numbered page join ${documents} d on d.id = page.id ${chunkCounts()}
      order by page.place`.execute(tx);
    return found.rows;
  });
}

/** All that a document `d` must meet to be in the list, `without` one facet's own filter. */
export function documentConditions(
  state: DocumentListState,
  reader: Reader,
  search: Search | undefined,
  without?: string,
): Condition {
  const fields = documentFields(reader);
  const filters = Object.entries(filtersOf(state, documentFacets))
    .filter(([name]) => name !== without)
    .map(([name, filter]) => facetCondition(fields[name as keyof typeof fields], filter));
  const found = search ? documentsFound(search, reader) : sql<boolean>`true`;
  return sql`(${sql.join([visibleTo(reader, "d"), found, ...filters], sql` and `)})`;
}

function needsCounts(state: DocumentListState): boolean {
  return countedFields.has(state.sort) || "embedding" in filtersOf(state, documentFacets);
}
