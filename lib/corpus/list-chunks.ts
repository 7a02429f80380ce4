import { sql } from "kysely";
import { cursorKeys, type KeysetRow, keyColumns, readKeyset } from "#lib/db/keyset.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { RowPage } from "#lib/url/table-answers.ts";
import { browse, requirePlace } from "./browse.ts";
import { type ChunkListState, filtersOf } from "./browse-schemas.ts";
import { chunkConditions } from "./chunk-conditions.ts";
import { chunkOrder } from "./chunk-fields.ts";
import { chunkColumns, mapChunk, type StoredChunkRow } from "./chunk-row.ts";
import { chunksInState } from "./chunks-in-state.ts";
import { vectorJoins } from "./embedding-state.ts";
import { chunkFacets } from "./facet-schemas.ts";
import type { Reader } from "./reader.ts";
import type { ChunkListRow } from "./row-schemas.ts";
import { prepareSearch, type Search } from "./search-text.ts";
import { waitingJoin } from "./waiting-run.ts";

/** Letters of a chunk's text that a list shows. */
const excerpt = 400;

/** One page of the chunks that match, for what this person may see. Throws invalid for a foreign cursor. */
export function listChunks(
  db: Db,
  state: ChunkListState,
  reader: Reader,
): Promise<RowPage<ChunkListRow>> {
  return browse(db, async (tx) => {
    const { documents, chunks } = baseTables();
    const seen = await sql<{ at: Date }>`select now() as at`.execute(tx);
    const search = await prepareSearch(tx, state.q);
    const order = chunkOrder(state.sort, state.dir, sensitiveOf(state));
    await requirePlace(tx, order, state);
    const inOrder =
      state.sort === "embedding"
        ? await chunksInState(tx, { state, reader, search })
        : chunksPlain(state, reader, search);
    // Ids first: texts and vectors are joined for the page alone.
    const { rows, ...cursors } = await readKeyset<StoredChunkRow & KeysetRow>(
      order,
      state,
      async (phase, limit) => {
        const found = await sql<StoredChunkRow & KeysetRow>`
          with page as materialized (
            select c.id, ${keyColumns(order)} ${inOrder(phase.value)} and ${phase.where}
            order by ${phase.orderBy} limit ${limit}
          ), numbered as (select *, row_number() over () as place from page)
          select ${chunkColumns(reader, excerpt)}, ${cursorKeys(order, "page")} as cursor_keys,
            d.pricing_sensitive as cursor_hidden
          from numbered page join ${chunks} c on c.id = page.id join ${documents} d on d.id = c.document_id
            ${vectorJoins()} ${waitingJoin()}
          order by page.place`.execute(tx);
        return found.rows;
      },
    );
    const items = rows.map((row) => {
      const chunk = mapChunk(row, reader);
      return { ...chunk, text: chunk.text.slice(0, excerpt) };
    });
    return { items, ...cursors, seenAt: (seen.rows[0]?.at ?? new Date()).toISOString() };
  });
}

function sensitiveOf({ pricing, "pricing.not": not }: ChunkListState): "some" | "all" | "none" {
  const may = ["yes", "no"].filter(
    (one) => (pricing.length === 0 || pricing.includes(one)) && !not.includes(one),
  );
  if (may.length !== 1) return "some";
  return may[0] === "yes" ? "all" : "none";
}

/** Where chunks are listed by a column: from and conditions. */
function chunksPlain(state: ChunkListState, reader: Reader, search: Search | undefined) {
  const { documents, chunks } = baseTables();
  const joins = "embedding" in filtersOf(state, chunkFacets) ? vectorJoins() : sql``;
  return () => sql`from ${chunks} c join ${documents} d on d.id = c.document_id ${joins}
    where ${chunkConditions(state, reader, search)}`;
}
