import { type RawBuilder, sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTableNames, baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import type { FacetAnswer } from "#lib/url/table-answers.ts";
import { type ChunkListState, filtersOf } from "./browse-schemas.ts";
import { chunkFields, documentLevel } from "./chunk-fields.ts";
import { countFacets } from "./count-facets.ts";
import { chunkCount, chunkCounts, vectorJoins } from "./embedding-state.ts";
import { facetCondition } from "./facet-field.ts";
import { type ChunkFacet, chunkFacets } from "./facet-schemas.ts";
import { chunkConditions } from "./list-chunks.ts";
import type { Reader } from "./reader.ts";
import { prepareSearch, type Search } from "./search-text.ts";
import { visibleTo } from "./visible.ts";

/** Up to this many chunks are counted one by one; of more, about this many are looked at. */
const exactUpTo = 10_000;

type Answer = FacetAnswer<ChunkFacet>;

/**
 * How many chunks match, and how many of each value are left by all filters but the facet's own: exact up to
 * 10,000 chunks, estimated from a sample above. The total is exact as well while only the document's own
 * fields filter, or a search does.
 */
export function facetChunks(db: Db, state: ChunkListState, reader: Reader): Promise<Answer> {
  return withRole(db, "perazzi_read", async (tx) => {
    const search = await prepareSearch(tx, state.q);
    const filtered = Object.keys(filtersOf(state, chunkFacets)) as ChunkFacet[];
    const free = chunkFacets.filter((name) => !filtered.includes(name));
    const now = await sql<{ at: Date }>`select now() as at`.execute(tx);
    const { total, facets } = await countGroup(tx, { state, reader, search, names: free });
    for (const name of filtered) {
      const group = { state, reader, search, names: [name], without: name };
      Object.assign(facets, (await countGroup(tx, group)).facets);
    }
    return {
      total,
      facets: facets as Answer["facets"],
      seenAt: (now.rows[0]?.at ?? new Date()).toISOString(),
    };
  });
}

type Group = {
  state: ChunkListState;
  reader: Reader;
  search: Search | undefined;
  names: readonly ChunkFacet[];
  without?: ChunkFacet;
};

/** Facets that stand under the same conditions, counted together. */
async function countGroup(
  tx: Tx,
  group: Group,
): Promise<Pick<Answer, "total"> & { facets: object }> {
  const { state, reader, search, names, without } = group;
  const { documents } = baseTables();
  const all = chunkFields(reader);
  const where = chunkConditions(state, reader, search, without);
  const { source, share, total } = search
    ? await searchedRows(tx, where)
    : await filteredRows(tx, group);
  const { rows, values } = await countFacets(tx, {
    source: sql`from ${source} join ${documents} d on d.id = c.document_id ${vectorJoins()} where ${where}`,
    fields: Object.fromEntries(names.map((name) => [name, all[name]])),
    sensitive: sql`d.pricing_sensitive`,
    scale: 1 / share,
    redact: reader.redact,
  });
  const exact = share === 1;
  return {
    total:
      total === undefined
        ? { count: Math.round(rows / share), exact }
        : { count: total, exact: true },
    facets: Object.fromEntries(names.map((name) => [name, { exact, values: values[name] ?? [] }])),
  };
}

type Rows = { source: RawBuilder<unknown>; share: number; total: number | undefined };

/** Found by text: every hit is counted, and of many a sample by id is looked at. */
async function searchedRows(tx: Tx, where: RawBuilder<boolean>): Promise<Rows> {
  const { documents, chunks } = baseTables();
  const counted = await sql<{ count: number }>`
    select count(*)::int as count from ${chunks} c join ${documents} d on d.id = c.document_id ${vectorJoins()}
    where ${where}`.execute(tx);
  const total = counted.rows[0]?.count ?? 0;
  const step = Math.max(1, Math.floor(total / exactUpTo));
  if (step === 1) return { source: sql`${chunks} c`, share: 1, total };
  const sampled = sql`(select * from ${chunks} c where mod(abs(hashtext(c.id::text)), ${step}) = 0) c`;
  return { source: sampled, share: 1 / step, total };
}

/** Not searched: document by document where few chunks are left, else a sample of the table's pages. */
async function filteredRows(tx: Tx, { state, reader, without }: Group): Promise<Rows> {
  const { documents, chunks } = baseTables();
  const fields = chunkFields(reader);
  const filters = Object.entries(filtersOf(state, chunkFacets)).filter(
    ([name]) => name !== without,
  );
  const own = filters.filter(([name]) => documentLevel.has(name as ChunkFacet));
  const ofDocuments = sql.join(
    [
      visibleTo(reader, "d"),
      ...own.map(([name, filter]) => facetCondition(fields[name as ChunkFacet], filter)),
      state.of ? sql`d.id = ${state.of}` : sql`true`,
    ],
    sql` and `,
  );
  const counted = await sql<{ count: number }>`
    select coalesce(sum(${chunkCount(reader)}), 0)::int as count from ${documents} d ${chunkCounts()}
    where ${ofDocuments}`.execute(tx);
  const most = counted.rows[0]?.count ?? 0;
  const total = own.length === filters.length ? most : undefined;
  if (most <= exactUpTo) return { source: sql`${chunks} c`, share: 1, total };
  const size = await tableSize(tx);
  const share = Math.min(1, exactUpTo / size);
  if (share > 0.5) return { source: sql`${chunks} c`, share: 1, total };
  return {
    source: sql`${chunks} c tablesample system (${share * 100}) repeatable (1)`,
    share,
    total,
  };
}

/** Rows of the chunks table as the planner knows them. */
async function tableSize(tx: Tx): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select greatest(reltuples, 1)::float8 as rows from pg_class where oid = to_regclass(${baseTableNames()[1]})`.execute(
    tx,
  );
  return rows[0]?.rows ?? 1;
}
