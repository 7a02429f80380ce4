import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

/** So many documents of ten counted chunks each, with what an ingestion writes beside them. Without chunk rows: pages count by document. */
export async function insertCountedDocuments(db: Db, documents: number): Promise<void> {
  await sql`insert into public.documents (path, title, summary, category, doc_type, status, embed_mode, tags, audiences, language,
      manifest_values, derived_fields, source_checksum)
    select 'bench/' || n || '.md', 'Document ' || n, repeat('A summary of some length. ', 8), 'gun-info', 'bench',
      case when n % 20 = 0 then 'planned' else 'active' end, 'full',
      case when n % 3 = 0 then '["heritage", "barrels"]'::jsonb end, '["owner"]', case when n % 5 > 0 then 'en' end,
      '{"pipeline": "1/r9/1/full/open", "status": "active", "embed_mode": "full"}', '["summary"]', md5(n::text)
    from generate_series(1, ${documents}::int) n`.execute(db);
  await sql`insert into console.document_stats (document_id, chunks, wanted, missing, changed, models, open_chunks, open_wanted,
      open_missing, open_changed, open_models)
    select id, 10, 10, 0, 0, array['text-embedding-3-large'], 10, 10, 0, 0, array['text-embedding-3-large']
    from public.documents on conflict (document_id) do update set chunks = 10, wanted = 10`.execute(
    db,
  );
  await sql`delete from console.document_marks`.execute(db);
  await sql`insert into console.settings (key, value) values ('embedding_model', '"text-embedding-3-large"')
    on conflict (key) do update set value = excluded.value`.execute(db);
}
