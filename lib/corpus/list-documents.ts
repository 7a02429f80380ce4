import { type RawBuilder, sql } from "kysely";
import { cursorKeys, type KeysetRow, keyColumns, readKeyset } from "#lib/db/keyset.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { RowPage } from "#lib/url/table-answers.ts";
import { browse, requirePlace } from "./browse.ts";
import { type DocumentListState, filtersOf } from "./browse-schemas.ts";
import { countedFields, documentFields, documentOrder } from "./document-fields.ts";
import { documentColumns, mapDocument, type StoredRow } from "./document-row.ts";
import { chunkCounts } from "./embedding-state.ts";
import { type Condition, facetCondition } from "./facet-field.ts";
import { documentFacets } from "./facet-schemas.ts";
import type { Reader } from "./reader.ts";
import type { DocumentRow } from "./row-schemas.ts";
import { documentsFound, documentTried, prepareSearch, type Search } from "./search-text.ts";
import { visibleTo } from "./visible.ts";
import { waitingJoin } from "./waiting-run.ts";

/** One page of the documents that match, for what this person may see. Throws invalid for a foreign cursor. */
export function listDocuments(
  db: Db,
  state: DocumentListState,
  reader: Reader,
): Promise<RowPage<DocumentRow>> {
  return browse(db, async (tx) => {
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

type Listed = StoredRow & KeysetRow;

/**
 * The rows of one page as stored, in order; `columns` are what is read of each, `shape` makes something else of the
 * statement that selects them.
 */
export async function readDocuments<Row extends Listed = Listed>(
  tx: Tx,
  state: DocumentListState,
  reader: Reader,
  {
    columns = documentColumns(reader),
    shape = (listed: RawBuilder<unknown>) => listed,
  }: {
    columns?: RawBuilder<unknown>;
    shape?: (listed: RawBuilder<unknown>) => RawBuilder<unknown>;
  } = {},
) {
  const { documents } = baseTables();
  const search = await prepareSearch(tx, state.q);
  const order = documentOrder(state.sort, state.dir, reader);
  await requirePlace(tx, order, state);
  const counts = needsCounts(state) ? chunkCounts() : sql``;
  const gathered = documentConditions(state, reader, search);
  const others = documentConditions(state, reader, undefined);
  // Ids first: what a row shows is read for the page alone.
  return readKeyset<Row>(order, state, async (phase, limit) => {
    const found = await sql<Row>`
      with page as materialized (
        ${
          search?.frequent
            ? // `offset 0`: in this order, and no further than the page needs.
              sql`select d.* from (
          select d.id, d.path, d.title, d.pricing_sensitive, ${keyColumns(order)} from ${documents} d ${counts}
          where ${others} and ${phase.where} order by ${phase.orderBy} offset 0) d
        where ${documentTried(search, reader)} limit ${limit}`
            : sql`select d.id, ${keyColumns(order)} from ${documents} d ${counts}
        where ${gathered} and ${phase.where} order by ${phase.orderBy} limit ${limit}`
        }
      ), numbered as (select *, row_number() over () as place from page)
      ${shape(sql`select ${columns}, ${cursorKeys(order, "page")} as cursor_keys, d.pricing_sensitive as cursor_hidden
        from numbered page join ${documents} d on d.id = page.id ${chunkCounts()} ${waitingJoin()} order by page.place`)}`.execute(
      tx,
    );
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
