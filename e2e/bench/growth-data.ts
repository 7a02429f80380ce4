import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

/**
 * So many chunks of 700 to 4,300 letters (stored in their row or beside it), ten to a document of those that are there,
 * and a record of the corpus on each day of a year.
 */
export async function insertGrowth(db: Db, { chunks }: { chunks: number }): Promise<void> {
  await sql`insert into console.corpus_days (day, restricted, taken_at, documents, active, documents_embedded, documents_stale,
      documents_missing, chunks, chunks_embedded, chunks_stale, chunks_missing)
    select current_date - n, restricted, now(), 100000 - 200 * n, 90000 - 200 * n, 85000 - 200 * n, 3000, 2000,
      1000000 - 2000 * n, 950000 - 2000 * n, 30000, 10000
    from generate_series(1, 365) n, (values (false), (true)) readers (restricted)`.execute(db);
  await db.connection().execute(async (one) => {
    // Their documents are counted already: no trigger has to count them row by row.
    await sql`set session_replication_role = replica`.execute(one);
    await sql`insert into public.chunks (document_id, chunk_index, chunk_count, text, token_count, heading, heading_path,
        section_labels, primary_modes, context_tags)
      select d.id, n, 10, t.text, 150 + abs(hashint4(d.at * 10 + n)) % 1100, 'Heading ' || n, 'Part ' || n || ' > Heading ' || n,
        '["heritage"]', '["owner"]', '["barrels", "frames"]'
      from (select id, row_number() over (order by path)::int as at from public.documents) d, generate_series(0, 9) n,
        lateral (select string_agg(md5(d.at || ' ' || n || ' ' || i), ' ') as text from generate_series(1, 20 + abs(hashint4(d.at * 10 + n)) % 110) i) t
      where d.at <= ${chunks / 10}`.execute(one);
    await sql`reset session_replication_role`.execute(one);
  });
}
