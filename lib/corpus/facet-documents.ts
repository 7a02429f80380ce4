import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import type { FacetAnswer } from "#lib/url/table-answers.ts";
import { type DocumentListState, filtersOf } from "./browse-schemas.ts";
import { countFacets } from "./count-facets.ts";
import { countedFields, documentFields } from "./document-fields.ts";
import { chunkCounts } from "./embedding-state.ts";
import { type DocumentFacet, documentFacets } from "./facet-schemas.ts";
import { documentConditions } from "./list-documents.ts";
import type { Reader } from "./reader.ts";
import { prepareSearch, type Search } from "./search-text.ts";

/** Up to this many documents are counted one by one; of more, about this many are looked at. */
const exactUpTo = 8_000;

type Answer = FacetAnswer<DocumentFacet>;

/**
 * How many documents match, and how many of each value are left by all filters but the facet's own. The
 * total is exact; values of more than 8,000 documents are estimated from a random sample.
 */
export function facetDocuments(db: Db, state: DocumentListState, reader: Reader): Promise<Answer> {
  return withRole(db, "perazzi_read", async (tx) => {
    const search = await prepareSearch(tx, state.q);
    const filtered = Object.keys(filtersOf(state, documentFacets)) as DocumentFacet[];
    const free = documentFacets.filter((name) => !filtered.includes(name));
    const { total, facets, seenAt } = await countGroup(tx, { state, reader, search, names: free });
    for (const name of filtered) {
      const group = { state, reader, search, names: [name], without: name };
      Object.assign(facets, (await countGroup(tx, group)).facets);
    }
    return { total: { count: total, exact: true }, facets: facets as Answer["facets"], seenAt };
  });
}

type Group = {
  state: DocumentListState;
  reader: Reader;
  search: Search | undefined;
  names: readonly DocumentFacet[];
  without?: DocumentFacet;
};

/** Facets that stand under the same conditions, counted together. */
async function countGroup(tx: Tx, { state, reader, search, names, without }: Group) {
  const { documents } = baseTables();
  const where = documentConditions(state, reader, search, without);
  const filters = Object.keys(filtersOf(state, documentFacets)).filter((name) => name !== without);
  const joins = (used: readonly string[]) =>
    used.some((name) => countedFields.has(name)) ? chunkCounts() : sql``;
  const counted = await sql<{ count: number; at: Date }>`
    select count(*)::int as count, now() as at from ${documents} d ${joins(filters)} where ${where}`.execute(
    tx,
  );
  const total = counted.rows[0]?.count ?? 0;
  const share = Math.min(1, exactUpTo / Math.max(total, 1));
  const exact = share === 1;
  const all = documentFields(reader);
  // A random sample of rows, not of pages: documents that were ingested together are alike.
  const sample = exact ? sql`` : sql`tablesample bernoulli (${share * 100}) repeatable (1)`;
  const { values } = await countFacets(tx, {
    source: sql`from ${documents} d ${sample} ${joins([...names, ...filters])} where ${where}`,
    fields: Object.fromEntries(names.map((name) => [name, all[name]])),
    sensitive: sql`d.pricing_sensitive`,
    scale: 1 / share,
    redact: reader.redact,
  });
  const facets = Object.fromEntries(
    names.map((name) => [name, { exact, values: values[name] ?? [] }]),
  );
  return { total, facets, seenAt: (counted.rows[0]?.at ?? new Date()).toISOString() };
}
