-- Vectors of another model beside the served ones: of a candidate, or, after a promotion, of the model that was
-- replaced. Retrieval asks one set or another, never two together.
set local lock_timeout = '3s';
select set_config('search_path', 'public, ' || quote_ident(n.nspname), true)
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'vector';

create table if not exists console.shadow_sets (
  id uuid primary key default console.uuid_v7(),
  model text not null unique check (char_length(model) between 1 and 100),
  -- Resting: nobody works it. Whether it is complete is counted, never stored: chunks come and change.
  state text not null default 'resting' check (state in ('filling', 'resting', 'failed', 'promoting')),
  error_message text,
  created_at timestamptz not null default now(),
  created_by uuid,
  created_by_label text not null,
  filled_at timestamptz,
  -- After a promotion of another set: until when these were served.
  served_until timestamptz,
  -- Who asked for the promotion, and which readers they confirmed.
  promotion jsonb,
  check (state <> 'promoting' or promotion is not null)
);

create table if not exists console.shadow_embeddings (
  set_id uuid not null references console.shadow_sets (id) on delete cascade,
  chunk_id uuid not null references public.chunks (id) on delete cascade,
  embedding vector(3072),
  -- Why the model gave this chunk no vector.
  error text,
  created_at timestamptz not null default now(),
  primary key (set_id, chunk_id),
  check ((embedding is null) <> (error is null))
);
create index if not exists shadow_embeddings_chunk on console.shadow_embeddings (chunk_id);

do $$
declare t text;
begin
  foreach t in array array['shadow_sets', 'shadow_embeddings'] loop
    execute format('revoke all on console.%I from public', t);
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
    execute format('grant select on console.%I to perazzi_read, perazzi_ingest, perazzi_console', t);
  end loop;
end $$;
grant insert, update, delete on console.shadow_sets, console.shadow_embeddings to perazzi_ingest;
grant insert, update, delete on console.shadow_sets to perazzi_console;
grant delete on console.shadow_embeddings to perazzi_console;

-- As before, and a vector of another model than the active one stays parked: it would make the served ones a mixture.
create or replace function console.settle_many(documents uuid[], only_chunks uuid[] default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare active text := (select s.value #>> '{}' from console.settings s where s.key = 'embedding_model');
begin
  -- Documents before chunks, in one order: two decisions about one document never cross.
  perform 1 from public.documents d where d.id = any(documents) order by d.id for no key update;
  with gone as (
    delete from public.embeddings e using public.chunks c
    where e.chunk_id = c.id and c.document_id = any(documents) and (only_chunks is null or c.id = any(only_chunks))
      and console.not_served_reason(c.id) is not null
    returning e.chunk_id, e.embedding_model, e.embedding, e.embedding_norm, e.created_at
  )
  insert into console.parked_embeddings as p (chunk_id, embedding_model, embedding, embedding_norm, created_at, reason)
  select chunk_id, embedding_model, embedding, embedding_norm, created_at, console.not_served_reason(chunk_id) from gone
  on conflict (chunk_id) do update set embedding_model = excluded.embedding_model, embedding = excluded.embedding,
    embedding_norm = excluded.embedding_norm, created_at = excluded.created_at, parked_at = now(),
    reason = case when p.reason = 'pricing' then p.reason else excluded.reason end;
  update console.parked_embeddings p set reason = console.not_served_reason(p.chunk_id)
    from public.chunks c
    where p.chunk_id = c.id and c.document_id = any(documents) and (only_chunks is null or c.id = any(only_chunks))
      and p.reason <> 'pricing' and p.reason <> console.not_served_reason(p.chunk_id);
  with back as (
    delete from console.parked_embeddings p using public.chunks c, public.documents d
    where p.chunk_id = c.id and d.id = c.document_id and d.id = any(documents)
      and (only_chunks is null or c.id = any(only_chunks)) and p.reason <> 'pricing'
      and not (p.cut_full and d.embed_mode = 'metadata-only') and console.not_served_reason(c.id) is null
      and (active is null or p.embedding_model = active)
    returning p.chunk_id, p.embedding_model, p.embedding, p.embedding_norm, p.created_at
  )
  insert into public.embeddings (chunk_id, embedding_model, embedding, embedding_norm, created_at)
  select * from back on conflict (chunk_id) do nothing;
end $$;

-- As before, and a chunk that was rewritten has no vector in any set until it is embedded anew.
create or replace function console.on_chunks_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare changed uuid[]; rewritten uuid[]; owners uuid[];
begin
  select coalesce(array_agg(n.id), '{}'), coalesce(array_agg(n.id) filter (where n.text is distinct from o.text), '{}'),
    coalesce(array_agg(distinct n.document_id), '{}')
  into changed, rewritten, owners
  from new_rows n join old_rows o on o.id = n.id
  where n.text is distinct from o.text
    or (o.visibility, o.confidentiality, o.document_id) is distinct from (n.visibility, n.confidentiality, n.document_id);
  if cardinality(changed) = 0 then return null; end if;
  -- The parked vector is of the former text. A new text in a sensitive document has passed the amount check.
  if cardinality(rewritten) > 0 then
    delete from console.parked_embeddings where chunk_id = any(rewritten);
    delete from console.shadow_embeddings where chunk_id = any(rewritten);
  end if;
  perform console.settle_many(owners, changed);
  return null;
end $$;
