import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import type { Occurrence } from "./feedback-terms.ts";

/** The lexemes of these chunks with their frequencies; none before frequencies were first counted. */
export async function readOccurrences(tx: Tx, chunkIds: readonly string[]): Promise<Occurrence[]> {
  const { rows } = await sql<Occurrence>`
    select l.chunk_id as "chunkId", l.config, u.lexeme, cardinality(u.positions) as count, l.words, f.chunks
    from console.chunk_lexemes l cross join lateral unnest(l.lexemes) u
      join console.lexeme_frequencies f on f.config = l.config and f.lexeme = u.lexeme
    where l.chunk_id = any(${[...chunkIds]}::uuid[]) limit 50000`.execute(tx);
  return rows;
}
