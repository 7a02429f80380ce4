import { sql } from "kysely";
import { cursorKeys, type KeysetRow, readKeyset } from "#lib/db/keyset.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { RowPage } from "#lib/url/table-answers.ts";
import { type ChunkListState, filtersOf } from "./browse-schemas.ts";
import { chunkFields, chunkOrder } from "./chunk-fields.ts";
import { chunkColumns, mapChunk, type StoredChunkRow } from "./chunk-row.ts";
import { vectorJoins } from "./embedding-state.ts";
import { type Condition, facetCondition } from "./facet-field.ts";
import { chunkFacets } from "./facet-schemas.ts";
import type { Reader } from "./reader.ts";
import type { ChunkListRow } from "./row-schemas.ts";
import { chunksFound, prepareSearch, type Search } from "./search-text.ts";
import { visibleTo } from "./visible.ts";

/** Letters of a chunk's text that a list shows. */
const excerpt = 400;

type Options = { wholeText?: boolean };

/** One page of the chunks that match, for what this person may see. Throws invalid for a foreign cursor. */
export function listChunks(
  db: Db,
  state: ChunkListState,
  reader: Reader,
  { wholeText = false }: Options = {},
): Promise<RowPage<ChunkListRow>> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { documents, chunks } = baseTables();
    const seen = await sql<{ at: Date }>`select now() as at`.execute(tx);
    const search = await prepareSearch(tx, state.q);
    const order = chunkOrder(state.sort, state.dir, reader);
    const where = chunkConditions(state, reader, search);
    const joins = needsVectors(state) ? vectorJoins() : sql``;
    // Ids first: texts and vectors are joined for the page alone.
    const { rows, ...cursors } = await readKeyset<StoredChunkRow & KeysetRow>(
      order,
      state,
      async (phase, limit) => {
        const found = await sql<StoredChunkRow & KeysetRow>`
          with page as materialized (
            select c.id, ${cursorKeys(order)} as cursor_keys
            from ${chunks} c join ${documents} d on d.id = c.document_id ${joins}
            where ${where} and ${phase.where}
            order by ${phase.orderBy} limit ${limit}
          ), numbered as (select *, row_number() over () as place from page)
          select ${chunkColumns(reader, wholeText ? undefined : excerpt)}, page.cursor_keys,
            d.pricing_sensitive as cursor_hidden
          from numbered page join ${chunks} c on c.id = page.id join ${documents} d on d.id = c.document_id
            ${vectorJoins()}
          order by page.place`.execute(tx);
        return found.rows;
      },
    );
    const items = rows.map((row) => {
      const chunk = mapChunk(row, reader);
      return wholeText ? chunk : { ...chunk, text: chunk.text.slice(0, excerpt) };
    });
    return { items, ...cursors, seenAt: (seen.rows[0]?.at ?? new Date()).toISOString() };
  });
}

/** All that a chunk `c` of the document `d` must meet to be in the list, `without` one facet's own filter. */
export function chunkConditions(
  state: ChunkListState,
  reader: Reader,
  search: Search | undefined,
  without?: string,
): Condition {
  const fields = chunkFields(reader);
  const filters = Object.entries(filtersOf(state, chunkFacets))
    .filter(([name]) => name !== without)
    .map(([name, filter]) => facetCondition(fields[name as keyof typeof fields], filter));
  const conditions: Condition[] = [visibleTo(reader, "d"), visibleTo(reader, "c"), ...filters];
  if (state.of) conditions.push(sql`c.document_id = ${state.of}`);
  if (search) conditions.push(chunksFound(search));
  return sql`(${sql.join(conditions, sql` and `)})`;
}

function needsVectors(state: ChunkListState): boolean {
  return state.sort === "embedding" || "embedding" in filtersOf(state, chunkFacets);
}
