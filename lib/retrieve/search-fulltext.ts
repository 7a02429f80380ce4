import { sql } from "kysely";
import { searchVector } from "#lib/db/search-vector.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { type Filter, retrievalFilter } from "./filter.ts";
import type { Listed } from "./fuse.ts";
import { type Alternative, parseWebsearch, type WebSearch } from "./parse-websearch.ts";
import type { Relations } from "./relations.ts";
import type { TextStatistics } from "./text-statistics.ts";

/** A lexeme of one language's configuration, and how much it counts. */
export type Term = { config: string; lexeme: string; weight: number };

// Within the usual range (Robertson & Zaragoza 2009); on Cranfield nDCG@10 is 0.368 at k1 1.2 and 0.378 at 1.8,
// where a word in the heading and in the text is one word more often.
const k1 = 1.8;
const b = 0.75;

type Search = Filter & {
  relations: Relations;
  statistics: TextStatistics;
  /** Chunks at most; the configuration's candidates where it is left out. */
  limit?: number;
};

/** The lexemes of the query's words in each language of the corpus; empty where it has no word that counts. */
export async function readTerms(
  tx: Tx,
  query: string,
  { configs }: TextStatistics,
): Promise<Term[]> {
  const { words } = parseWebsearch(query);
  const { rows } = await sql<Term>`
    select config, lexeme, 1 as weight from unnest(${configs}::text[]) config
      cross join lateral unnest(tsvector_to_array(to_tsvector(config::regconfig, ${words}))) lexeme
    order by config, lexeme limit 2000`.execute(tx);
  return rows;
}

/**
 * The chunks that may be returned and match any of the terms, all of the query's quoted phrases and none of
 * its exclusions (or those of one side of an `or`), ranked by BM25 over heading path and text as one field (a
 * word in the heading counts `headingWeight` times). Frequencies are of the whole corpus and exact: the index
 * gives all matches.
 */
export async function searchFulltext(
  tx: Tx,
  query: string,
  terms: readonly Term[],
  { relations, statistics, limit, ...filter }: Search,
): Promise<Listed[]> {
  if (terms.length === 0) return [];
  // The planner does not know what building a tsvector costs: without this a common word reads every text.
  await sql`select set_config('enable_seqscan', 'off', true)`.execute(tx);
  const lexemes = [...new Set(terms.map(({ lexeme }) => lexeme))];
  const { documents, chunks, embeddings } = relations;
  const { rows } = await sql<{ chunk_id: string; score: number }>`
    with term as materialized (
      select * from unnest(${terms.map(({ config }) => config)}::text[], ${terms.map(({ lexeme }) => lexeme)}::text[],
        ${terms.map(({ weight }) => weight)}::float8[]) as t (config, lexeme, weight)
    ), matched as not materialized (
      select l.chunk_id, l.config, l.words, l.lexemes, l.lexemes @@ ${anyOf(lexemes, "a")}::tsquery as in_heading from ${baseTables().chunks} c
        join console.chunk_lexemes l on l.chunk_id = c.id
      where ${searchVector("c")} @@ (${anyOf(lexemes)}::tsquery)
    ), hit as materialized (
      -- Where no heading holds any of them, the vector is not filtered for headings, word by word.
      select m.chunk_id, m.words, m.config, u.lexeme, cardinality(u.positions) + case when m.in_heading
        then ${filter.configuration.headingWeight - 1}::float8 * coalesce((
          select cardinality(a.positions) from unnest(ts_filter(m.lexemes, '{a}')) a where a.lexeme = u.lexeme), 0) else 0 end as tf
      from matched m
        -- Only the lexemes asked for leave the vector: marked, then filtered by the mark.
        cross join lateral unnest(ts_filter(setweight(m.lexemes, 'C', ${lexemes}::text[]), '{c}')) u
    ), weighed as (
      select config, lexeme, weight * ln(1 + (${statistics.chunks}::float8 - count(*) + 0.5) / (count(*) + 0.5)) as idf
      from hit join term using (config, lexeme) group by config, lexeme, weight
    ), scored as materialized (
      select hit.chunk_id, sum(idf * tf * ${k1 + 1}::float8
        / (tf + ${k1}::float8 * (1 - ${b}::float8 + ${b}::float8 * words / ${statistics.averageWords}::float8))) as score
      from hit join weighed using (config, lexeme) where tf > 0 group by hit.chunk_id
    )
    select scored.chunk_id, scored.score from scored
      join console.chunk_lexemes l on l.chunk_id = scored.chunk_id
      join ${embeddings} e on e.chunk_id = scored.chunk_id
      join ${chunks} c on c.id = scored.chunk_id
      join ${documents} d on d.id = c.document_id
    where ${retrievalFilter(filter)} and ${operators(parseWebsearch(query))}
    order by scored.score desc, scored.chunk_id limit ${limit ?? filter.configuration.candidates}`.execute(
    tx,
  );
  return rows.map(({ chunk_id, score }) => ({ chunkId: chunk_id, score }));
}

/** One of the alternatives holds, over `l`, in the chunk's language. */
function operators({ alternatives }: WebSearch) {
  if (alternatives.length === 0) return sql`true`;
  // What matched at all has a word of the only one; of several, each must have one of its own.
  const several = alternatives.length > 1;
  return sql`(${sql.join(
    alternatives.map((one) => sql`(${several ? anyWord(one) : sql`true`} and ${holds(one)})`),
    sql` or `,
  )})`;
}

function anyWord({ words }: Alternative) {
  return sql`(${words} = '' or
    tsvector_to_array(to_tsvector(l.config::regconfig, ${words})) && tsvector_to_array(l.lexemes))`;
}

/** Phrases that must stand there and words that must not. */
function holds({ phrases, excluded }: Alternative) {
  const phrase = (text: string) => sql`phraseto_tsquery(l.config::regconfig, ${text})`;
  // A phrase of nothing but stop words is an empty query, which would match nothing.
  const wanted = (text: string) =>
    sql`(numnode(${phrase(text)}) = 0 or l.lexemes @@ ${phrase(text)})`;
  const unwanted = (text: string) => sql`not l.lexemes @@ ${phrase(text)}`;
  return sql.join([sql`true`, ...phrases.map(wanted), ...excluded.map(unwanted)], sql` and `);
}

/** A tsquery's text: each lexeme quoted, so that none can be an operator; `weight`: only where it has it. */
function anyOf(lexemes: string[], weight?: "a"): string {
  const within = weight ? `:${weight}` : "";
  return lexemes
    .map((lexeme) => `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'${within}`)
    .join(" | ");
}
