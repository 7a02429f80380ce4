import { type RawBuilder, sql } from "kysely";
import { searchVector } from "#lib/db/search-vector.ts";
import { baseTableNames, baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { Condition } from "./facet-field.ts";
import type { Reader } from "./reader.ts";
import { visibleTo } from "./visible.ts";

/** A search as the tables understand it: words, and the exact string where it looks like a code. */
export type Search = {
  text: string;
  pattern: string;
  exact: boolean;
  /** Very many chunks hold it, as the planner knows: looking for all of them takes longer than trying row by row. */
  frequent: boolean;
};

/** Above this many chunks a substring is looked for only where a trigram index stands. */
const scannable = 200_000;
/** Gathering costs 1 µs for each chunk that is found, trying one 150 µs: a page costs the same where a sixth holds the words. */
const frequentShare = 0.15;
const manyChunks = 50_000;

/** Makes a search ready: `undefined` for none. */
export async function prepareSearch(tx: Tx, text: string): Promise<Search | undefined> {
  if (text === "") return;
  const quoted = /^"([^"]{2,})"$/.exec(text)?.[1];
  const code = /^\S*\d\S*$/.test(text) && text.length > 1 ? text : undefined;
  const exact = quoted ?? code;
  const pattern = `%${(exact ?? text).replaceAll(/[\\%_]/g, "\\$&")}%`;
  // The planner does not know what building a tsvector costs: without this a common word reads every text.
  await sql`select set_config('enable_seqscan', 'off', true), set_config('work_mem', '64MB', true)`.execute(
    tx,
  );
  const { rows: size, trigrams } = await chunksTable(tx);
  const search = { text, pattern, exact: exact !== undefined && (size < scannable || trigrams) };
  return { ...search, frequent: size > manyChunks && (await isFrequent(tx, search, size)) };
}

async function chunksTable(tx: Tx): Promise<{ rows: number; trigrams: boolean }> {
  const { rows } = await sql<{ rows: number; trigrams: boolean }>`
    select reltuples::float8 as rows, coalesce((select value = 'true'::jsonb from console.settings where key = 'trigram_index'), false) as trigrams
    from pg_class where oid = to_regclass(${baseTableNames()[1]})`.execute(tx);
  return rows[0] ?? { rows: 0, trigrams: false };
}

/** By the statistics over the full-text index, so that nothing is read for it. */
async function isFrequent(tx: Tx, search: Words, size: number): Promise<boolean> {
  const { rows } = await sql<{ "QUERY PLAN": { Plan: { "Plan Rows": number } }[] }>`
    explain (format json) select 1 from ${baseTables().chunks} c where ${searchVector("c")} @@ ${words(search)}`.execute(
    tx,
  );
  return (rows[0]?.["QUERY PLAN"][0]?.Plan["Plan Rows"] ?? 0) > size * frequentShare;
}

/** Digits find a price-sensitive document by its path only: a hit would confirm a guessed amount. */
function confirmsAmounts(search: Search): boolean {
  return /\p{Nd}{3}/u.test(search.text);
}

type Words = Pick<Search, "text">;

/** Both ways of reading the words as one constant query, so that the full-text index serves it. */
function words(search: Words): RawBuilder<unknown> {
  const { text } = search;
  const both = sql`websearch_to_tsquery('english', ${text}) || websearch_to_tsquery('simple', ${text})`;
  const start = /^[\p{L}\p{N}]+$/u.test(text) && /\d/.test(text) ? `${text}:*` : undefined;
  return start ? sql`(${both} || to_tsquery('simple', ${start}))` : sql`(${both})`;
}

/** Chunks `c` (of documents `d` or any) that hold the words, or the exact string. */
function chunkText(search: Search, sensitive: RawBuilder<boolean>): Condition {
  const found = chunkWords(search);
  return search.exact ? sql`(${found} or ${chunkString(search, sensitive)})` : found;
}

function chunkWords(search: Search): Condition {
  return sql`${searchVector("c")} @@ ${words(search)}`;
}

/** A part of a number would tell an amount digit by digit: exact strings only where no amount can be. */
function chunkString(search: Search, sensitive: RawBuilder<boolean>): Condition {
  return sql`(c.text ilike ${search.pattern} and not ${sensitive})`;
}

/**
 * Documents `d` found by a part of title or path, or by the text of a chunk that this reader may see. As lists of
 * ids, so that an index serves each: `ilike` over 100,000 paths and titles takes 100 ms, and an `or` of words and
 * string builds the tsvector of all that either found anew, 0.2 ms each.
 */
export function documentsFound(search: Search, reader: Reader): Condition {
  const { chunks, documents } = baseTables();
  const mayOpen = sql<boolean>`(${!confirmsAmounts(search)}::boolean or not d.pricing_sensitive)`;
  const sensitive = sql<boolean>`exists (select 1 from ${documents} s where s.id = c.document_id and s.pricing_sensitive)`;
  const texts = search.exact
    ? [chunkWords(search), chunkString(search, sensitive)]
    : [chunkWords(search)];
  return sql`(d.id in (select p.id from ${documents} p where p.path ilike ${search.pattern}) or ${mayOpen} and d.id in (
    select t.id from ${documents} t where t.title ilike ${search.pattern} union all ${sql.join(
      texts.map(
        (found) =>
          sql`select c.document_id from ${chunks} c where ${visibleTo(reader, "c")} and ${found}`,
      ),
      sql` union all `,
    )}))`;
}

/** As `documentsFound`, tried document by document: for words that very many chunks hold, over few or ordered rows. */
export function documentTried(search: Search, reader: Reader): Condition {
  const mayOpen = sql<boolean>`(${!confirmsAmounts(search)}::boolean or not d.pricing_sensitive)`;
  return sql`(d.path ilike ${search.pattern} or ${mayOpen} and (d.title ilike ${search.pattern} or exists (
    select 1 from ${baseTables().chunks} c where c.document_id = d.id and ${visibleTo(reader, "c")}
      and ${chunkText(search, sql`d.pricing_sensitive`)})))`;
}

/** Chunks `c` of documents `d` found by their text, or by a part of their document's path or title. */
export function chunksFound(search: Search): Condition {
  const mayOpen = sql<boolean>`(${!confirmsAmounts(search)}::boolean or not d.pricing_sensitive)`;
  return sql`(${mayOpen} and ${chunkText(search, sql`d.pricing_sensitive`)})`;
}
