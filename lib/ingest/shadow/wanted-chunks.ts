import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";

/**
 * SQL: the chunks that a set of vectors should hold, as `c` and their documents as `d`. Not what no model is sent:
 * inactive or ignored documents, and what waits to be cleaned or cut anew.
 */
export function wantedChunks() {
  const { documents, chunks } = baseTables();
  return sql`${chunks} c join ${documents} d on d.id = c.document_id
    left join console.parked_embeddings p on p.chunk_id = c.id
    where d.status = 'active' and d.embed_mode <> 'ignore' and p.reason is distinct from 'pricing'
      and p.cut_full is not true`;
}

/** SQL: tokens of a chunk; an estimate for one that other software stored without. */
export const chunkTokens = sql`coalesce(c.token_count, char_length(c.text) / 4)`;
