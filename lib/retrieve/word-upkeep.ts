import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";

const batch = 500;

/** Folds old entries of the corpus's version into one number; the version stays what it is. */
export function rollUpCorpusWrites(db: Db): Promise<number> {
  return withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      const { rows } = await sql<{ rolled: string }>`
        select console.roll_up_corpus_writes()::text as rolled`.execute(tx);
      return Number(rows[0]?.rolled ?? 0);
    },
    { timeoutMs: 60_000 },
  );
}

/**
 * Indexes the words of chunks that were there before the triggers, then counts how many chunks hold each word,
 * where the corpus changed since that was last done. Returns whether anything was counted.
 */
export async function countWords(db: Db): Promise<boolean> {
  for (let indexed = batch; indexed === batch; )
    indexed = await withRole(
      db,
      "perazzi_ingest",
      async (tx) => {
        const { rows } = await sql<{ indexed: number }>`
          select console.index_missing_words(${batch}) as indexed`.execute(tx);
        return rows[0]?.indexed ?? 0;
      },
      { timeoutMs: 60_000 },
    );
  return withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      const { rows } = await sql<{ counted: boolean }>`
        select console.refresh_lexeme_frequencies() as counted`.execute(tx);
      return rows[0]?.counted ?? false;
    },
    { timeoutMs: 300_000 },
  );
}
