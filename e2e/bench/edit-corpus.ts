import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";

type Size = { documents: number; vectors: number; queries: number };

const topics = 200;

/** Documents of one chunk each, many with a vector near one of 200 topics, and saved queries. */
export async function drawEditedCorpus(
  db: Db,
  { documents, vectors, queries }: Size,
): Promise<void> {
  const { model } = await embedQuery("brazing a frame", { cause: "preview" });
  await sql`insert into console.settings (key, value) values ('embedding_model', to_jsonb(${model}::text))
    on conflict (key) do update set value = excluded.value`.execute(db);
  await sql`select setseed(0.42)`.execute(db);
  await sql`insert into public.documents (path, title, summary, category, doc_type, status, embed_mode, tags)
    select 'area-' || n % 40 || '/' || n || '.md', 'Document ' || n, 'What is known of ' || n, 'gun-info', 'model-details',
      'active', 'full', jsonb_build_array('tag-' || n % 90)
    from generate_series(1, ${documents}::int) n`.execute(db);
  await sql`insert into public.chunks (document_id, chunk_index, text, token_count, heading_path)
    select id, 0, 'The frame of number ' || path || ' is brazed by hand, polished and proofed.', 20, 'Works > Brazing'
    from public.documents`.execute(db);
  await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
    select c.id, ${model}, (select array_agg(sin(c.topic * k * 0.37) + (random() - 0.5) * 0.6) from generate_series(1, 3072) k)::real[]::vector
    from (select id, row_number() over (order by id) % ${topics}::int as topic from public.chunks order by id limit ${vectors}) c`.execute(
    db,
  );
  await sql`insert into console.saved_queries (name, text, owner_id, owner_label, shared)
    select 'query ' || n, 'how is frame number ' || n || ' brazed', gen_random_uuid(), 'bench', true
    from generate_series(1, ${queries}::int) n`.execute(db);
  await sql.raw("vacuum analyze").execute(db);
}
