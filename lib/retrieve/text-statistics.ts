import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";

/** What BM25 needs to know of the corpus as a whole. */
export type TextStatistics = {
  chunks: number;
  averageWords: number;
  /** The text-search configurations (languages) that occur. */
  configs: string[];
};

let last: { key: string; statistics: TextStatistics } | undefined;

/** Counted once for each version of the corpus that this process meets. */
export async function readTextStatistics(tx: Tx, corpusVersion: string): Promise<TextStatistics> {
  const key = `${env().readUrl} ${corpusVersion}`;
  if (last?.key === key) return last.statistics;
  const { rows } = await sql<{ config: string; chunks: number; words: number }>`
    select config, count(*)::int as chunks, sum(words)::float8 as words from console.chunk_lexemes
    group by config order by config limit 50`.execute(tx);
  const chunks = rows.reduce((sum, row) => sum + row.chunks, 0);
  const words = rows.reduce((sum, row) => sum + row.words, 0);
  const statistics = {
    chunks,
    averageWords: Math.max(words / Math.max(chunks, 1), 1),
    configs: rows.map(({ config }) => config),
  };
  last = { key, statistics };
  return statistics;
}
