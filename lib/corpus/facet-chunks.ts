import { type RawBuilder, sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { FacetAnswer } from "#lib/url/table-answers.ts";
import { browse } from "./browse.ts";
import { type ChunkListState, filtersOf } from "./browse-schemas.ts";
import { chunkFields, documentLevel } from "./chunk-fields.ts";
import { countFacets } from "./count-facets.ts";
import { chunkCount, chunkCounts, vectorJoins } from "./embedding-state.ts";
import { facetCondition } from "./facet-field.ts";
import { type FacetGroup, rowsFor } from "./facet-group.ts";
import { type ChunkFacet, chunkFacets } from "./facet-schemas.ts";
import type { Reader } from "./reader.ts";
import { chunksFound, prepareSearch, type Search } from "./search-text.ts";
import { tableSize } from "./table-size.ts";
import { visibleTo } from "./visible.ts";

/** Up to this many chunks are counted one by one; of more, about this many are looked at. */
const exactUpTo = 8_000;
/** Chunks that are looked at for a word that very many hold: each text is taken apart for it. */
const searchedSample = 2_500;

type Answer = FacetAnswer<ChunkFacet>;
type Question = {
  group: FacetGroup<ChunkFacet>;
  state: ChunkListState;
  reader: Reader;
};

/**
 * How many chunks match, and how many of each value are left by all filters but the facet's own: exact up to
 * 8,000 chunks, estimated from a sample above. The total is exact as well while only the document's own
 * fields filter.
 */
export function facetChunks(db: Db, state: ChunkListState, reader: Reader): Promise<Answer> {
  return browse(db, async (tx) => {
    const search = await prepareSearch(tx, state.q);
    const fields = chunkFields(reader);
    const filters = Object.entries(filtersOf(state, chunkFacets)) as [ChunkFacet, never][];
    const conditions = [
      visibleTo(reader, "d"),
      visibleTo(reader, "c"),
      ...(state.of ? [sql<boolean>`c.document_id = ${state.of}`] : []),
    ];
    const group: FacetGroup<ChunkFacet> = {
      filters: new Map(
        filters.map(([name, filter]) => [name, facetCondition(fields[name], filter)]),
      ),
      among: sql`(${sql.join(conditions, sql` and `)})`,
    };
    const now = await sql<{ at: Date }>`select now() as at`.execute(tx);
    const question = { group, state, reader };
    const found = search ? await searched(tx, question, search) : await filtered(tx, question);
    return { ...found, seenAt: (now.rows[0]?.at ?? new Date()).toISOString() };
  });
}

type Found = Omit<Answer, "seenAt">;

/** Found by text: every hit is looked at, or where very many chunks hold the words, a sample of all chunks. */
async function searched(tx: Tx, question: Question, search: Search): Promise<Found> {
  const hits = search.frequent ? undefined : await findFew(tx, search);
  const share = hits ? 1 : Math.min(1, searchedSample / (await tableSize(tx, "chunks")));
  const found = hits ? sql`c.id = any(${hits}::uuid[])` : chunksFound(search);
  const group = { ...question.group, among: sql<boolean>`(${question.group.among} and ${found})` };
  const { rows, facets } = await countValues(tx, { ...question, group }, chunkFacets, share);
  return { total: estimate(rows, share), facets: facets as Answer["facets"] };
}

/** All hits, where they are few enough to be counted one by one: finding them is the dear part, and done once. */
async function findFew(tx: Tx, search: Search): Promise<string[] | undefined> {
  const { documents, chunks } = baseTables();
  const { rows } = await sql<{ id: string }>`
    select c.id from ${chunks} c join ${documents} d on d.id = c.document_id
    where ${chunksFound(search)} limit ${exactUpTo + 1}`.execute(tx);
  return rows.length > exactUpTo ? undefined : rows.map(({ id }) => id);
}

/** Not searched: chunk by chunk where the documents that are left have few, else a sample of the table's pages. */
async function filtered(tx: Tx, question: Question): Promise<Found> {
  const { filters } = question.group;
  const size = await tableSize(tx, "chunks");
  const most = await countMost(tx, question);
  const share = Math.min(1, exactUpTo / size);
  // What a document's own filter keeps out is counted too: how many that is, only a small table tells.
  const exact = (name: ChunkFacet) =>
    share === 1 || (most <= exactUpTo && !(filters.has(name) && documentLevel.has(name)));
  const counted = await countValues(tx, question, chunkFacets.filter(exact), 1);
  const looked = await countValues(
    tx,
    question,
    chunkFacets.filter((name) => !exact(name)),
    share,
  );
  const plain = [...filters.keys()].every((name) => documentLevel.has(name));
  const total =
    plain && share < 1
      ? { count: most, exact: true }
      : counted.facets && Object.keys(counted.facets).length > 0
        ? estimate(counted.rows, 1)
        : estimate(looked.rows, share);
  return { total, facets: { ...counted.facets, ...looked.facets } as Answer["facets"] };
}

function estimate(rows: number, share: number) {
  return { count: Math.round(rows / share), exact: share === 1 };
}

/** Chunks of the documents that meet what only documents are filtered by. */
async function countMost(tx: Tx, { group, state, reader }: Question): Promise<number> {
  const conditions = [
    visibleTo(reader, "d"),
    ...(state.of ? [sql<boolean>`d.id = ${state.of}`] : []),
    ...[...group.filters].filter(([name]) => documentLevel.has(name)).map(([, one]) => one),
  ];
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(${chunkCount(reader)}), 0)::int as count from ${baseTables().documents} d ${chunkCounts()}
    where ${sql.join(conditions, sql` and `)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

async function countValues(
  tx: Tx,
  { group, reader }: Question,
  names: readonly ChunkFacet[],
  share: number,
): Promise<{ rows: number; facets: object }> {
  if (names.length === 0) return { rows: 0, facets: {} };
  const { documents, chunks } = baseTables();
  const all = chunkFields(reader);
  const { join, where, bits } = rowsFor(group, names);
  const own = [...group.filters].filter(([name]) => documentLevel.has(name) && !bits[name]);
  const sample: RawBuilder<unknown> =
    share === 1 ? sql`` : sql`tablesample system (${share * 100}) repeatable (1)`;
  const { rows, values } = await countFacets(tx, {
    source: sql`from ${chunks} c ${sample} join ${documents} d on d.id = c.document_id ${vectorJoins()} ${join}
      where ${sql.join([sql`true`, ...own.map(([, one]) => one), where], sql` and `)}`,
    fields: Object.fromEntries(names.map((name) => [name, all[name]])),
    bits,
    sensitive: sql`d.pricing_sensitive`,
    scale: 1 / share,
    redact: reader.redact,
  });
  const facets = names.map((name) => [name, { exact: share === 1, values: values[name] ?? [] }]);
  return { rows, facets: Object.fromEntries(facets) };
}
