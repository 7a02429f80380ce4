import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { FacetAnswer } from "#lib/url/table-answers.ts";
import { browse } from "./browse.ts";
import { type DocumentListState, filtersOf } from "./browse-schemas.ts";
import { countFacets } from "./count-facets.ts";
import { countedFields, documentFields } from "./document-fields.ts";
import { chunkCounts, storedCounts, uncounted } from "./embedding-state.ts";
import { facetCondition } from "./facet-field.ts";
import { conditionsOf, type FacetGroup, rowsFor } from "./facet-group.ts";
import { type DocumentFacet, documentFacets } from "./facet-schemas.ts";
import type { Reader } from "./reader.ts";
import { documentsFound, prepareSearch, type Search } from "./search-text.ts";
import { tableSize } from "./table-size.ts";
import { visibleTo } from "./visible.ts";

/** Up to this many documents are counted one by one; of more, about this many are looked at. */
const exactUpTo = 6_000;

type Answer = FacetAnswer<DocumentFacet>;

/**
 * How many documents match, and how many of each value are left by all filters but the facet's own. The
 * total is exact, but of a search and filters over more than 6,000; so many are estimated from a random sample.
 */
export function facetDocuments(db: Db, state: DocumentListState, reader: Reader): Promise<Answer> {
  return browse(db, async (tx) => {
    const search = await prepareSearch(tx, state.q);
    const fields = documentFields(reader);
    const filters = Object.entries(filtersOf(state, documentFacets)) as [DocumentFacet, never][];
    const conditions = new Map(
      filters.map(([name, filter]) => [name, facetCondition(fields[name], filter)]),
    );
    if (search) return facetFound(tx, { search, reader, filters: conditions });
    const group = { filters: conditions, among: visibleTo(reader, "d") };
    const { total, at } = await countTotal(tx, group);
    const size = await tableSize(tx, "documents");
    // What a facet's own filter keeps out is counted too: how many that is, only a small table tells.
    const exact = (name: DocumentFacet) =>
      size <= exactUpTo || (total <= exactUpTo && !group.filters.has(name));
    const counted = documentFacets.filter(exact);
    const looked = documentFacets.filter((name) => !exact(name));
    const share = Math.min(1, exactUpTo / (group.filters.size > 0 ? size : total));
    const all = await countValues(tx, { group, reader, names: counted, share: 1 });
    const some = await countValues(tx, { group, reader, names: looked, share });
    return {
      total: { count: total, exact: true },
      facets: { ...all.facets, ...some.facets } as Answer["facets"],
      seenAt: at.toISOString(),
    };
  });
}

/**
 * Exact. Where the embedding state is asked, documents that were counted before are one plain join, which Postgres
 * shares between processes; only those written since are counted one by one.
 */
async function countTotal(tx: Tx, group: FacetGroup<DocumentFacet>) {
  const { documents } = baseTables();
  const matches = conditionsOf(group);
  if (!usesCounts([...group.filters.keys()])) {
    const { rows } = await sql<{ total: number; at: Date }>`
      select count(*)::int as total, now() as at from ${documents} d where ${matches}`.execute(tx);
    return { total: rows[0]?.total ?? 0, at: rows[0]?.at ?? new Date() };
  }
  const counted = await sql<{ total: number; open: number; at: Date }>`
    select count(*) filter (where not open and ${matches})::int as total, count(*) filter (where open)::int as open, now() as at
    from ${documents} d ${storedCounts("n")} cross join lateral (select ${uncounted("n")} as open) o`.execute(
    tx,
  );
  const { total = 0, open = 0, at = new Date() } = counted.rows[0] ?? {};
  if (open === 0) return { total, at };
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from ${documents} d ${chunkCounts()} where ${uncounted("s")} and ${matches}`.execute(
    tx,
  );
  return { total: total + (rows[0]?.total ?? 0), at };
}

type Found = {
  search: Search;
  reader: Reader;
  filters: FacetGroup<DocumentFacet>["filters"];
};

/** The documents that a search finds, looked for once: all of them, of very many as many drawn by chance. */
async function facetFound(tx: Tx, { search, reader, filters }: Found): Promise<Answer> {
  const { rows } = await sql<{ ids: string[] | null; count: number; at: Date }>`
    select (array_agg(f.id::text order by hashtext(f.id::text)))[1:${exactUpTo}::int] as ids, count(*)::int as count, now() as at
    from (select d.id from ${baseTables().documents} d where ${visibleTo(reader, "d")} and ${documentsFound(search, reader)}) f`.execute(
    tx,
  );
  const found = rows[0] ?? { ids: [], count: 0, at: new Date() };
  const share = Math.min(1, exactUpTo / Math.max(1, found.count));
  const group = { filters, among: sql<boolean>`d.id = any(${found.ids ?? []}::uuid[])` };
  const names = [...documentFacets];
  const values = await countValues(tx, { group, reader, names, share, drawn: true });
  const total =
    filters.size === 0
      ? { count: found.count, exact: true }
      : { count: Math.round(values.rows / share), exact: share === 1 };
  return { total, facets: values.facets as Answer["facets"], seenAt: found.at.toISOString() };
}

type Part = {
  group: FacetGroup<DocumentFacet>;
  reader: Reader;
  names: DocumentFacet[];
  share: number;
  /** The group's rows are that share already. */
  drawn?: boolean;
};

async function countValues(tx: Tx, { group, reader, names, share, drawn = false }: Part) {
  if (names.length === 0) return { rows: 0, facets: {} };
  const all = documentFields(reader);
  const rows = rowsFor(group, names);
  // Nothing but what is found is wanted: said plainly, so that an index may serve it.
  const plain = Object.values(rows.bits).every((bit) => bit === 0)
    ? conditionsOf(group)
    : sql`true`;
  // A random sample of rows, not of pages: documents that were ingested together are alike.
  const sample =
    share === 1 || drawn ? sql`` : sql`tablesample bernoulli (${share * 100}) repeatable (1)`;
  const { rows: count, values } = await countFacets(tx, {
    source: sql`from ${baseTables().documents} d ${sample} ${usesCounts([...names, ...group.filters.keys()]) ? chunkCounts() : sql``} ${rows.join}
      where ${plain} and ${rows.where}`,
    fields: Object.fromEntries(names.map((name) => [name, all[name]])),
    bits: rows.bits,
    sensitive: sql`d.pricing_sensitive`,
    scale: 1 / share,
    redact: reader.redact,
  });
  const facets = names.map((name) => [name, { exact: share === 1, values: values[name] ?? [] }]);
  return { rows: count, facets: Object.fromEntries(facets) };
}

function usesCounts(used: readonly string[]): boolean {
  return used.some((name) => countedFields.has(name));
}
