-- What browsing needs: how many chunks of a document want, have or lack a vector, held ready for every document;
-- which vectors were made from a former text; saved views and the way each person arranges a table.
set local lock_timeout = '3s';

-- The vector that stands for this chunk was made from a text that has changed since.
create table if not exists console.outdated_embeddings (
  chunk_id uuid primary key references public.chunks (id) on delete cascade,
  since timestamptz not null default now()
);

-- `open_…`: without the chunks that only admins may see. `models`: whose vectors the wanted chunks have.
create table if not exists console.document_stats (
  document_id uuid primary key references public.documents (id) on delete cascade,
  chunks int not null,
  wanted int not null,
  missing int not null,
  changed int not null,
  models text[] not null,
  open_chunks int not null,
  open_wanted int not null,
  open_missing int not null,
  open_changed int not null,
  open_models text[] not null
);

-- Documents whose counts are out of date, a row for each transaction that touched one, so that writers never
-- wait for each other. Readers count these anew; console.refresh_document_stats takes them away.
create table if not exists console.document_marks (
  id bigint generated always as identity primary key,
  document_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  unique (document_id, xid)
);

create table if not exists console.saved_views (
  id uuid primary key default console.uuid_v7(),
  screen text not null check (screen in ('documents', 'chunks')),
  name text not null check (length(btrim(name)) between 1 and 100),
  query text not null check (length(query) <= 8000),
  shared boolean not null default false,
  created_by uuid references console.staff (id) on delete set null,
  created_by_label text not null,
  created_at timestamptz not null default now()
);
create index if not exists saved_views_screen on console.saved_views (screen, created_by);

create table if not exists console.table_preferences (
  staff_id uuid not null references console.staff (id) on delete cascade,
  screen text not null check (screen in ('documents', 'chunks')),
  layout jsonb not null default '{}',
  default_view uuid references console.saved_views (id) on delete set null,
  updated_at timestamptz not null default now(),
  primary key (staff_id, screen)
);

create or replace function console.count_chunks(document uuid) returns table (chunks int, wanted int, missing int,
  changed int, models text[], open_chunks int, open_wanted int, open_missing int, open_changed int, open_models text[])
language sql stable as $$
  with chunk as (
    select coalesce(e.embedding_model, p.embedding_model) as model,
      o.chunk_id is not null or e.chunk_id is null and p.reason = 'pricing' as changed,
      coalesce(c.visibility, 'public') in ('public', 'internal') and coalesce(c.confidentiality, 'normal') = 'normal' as open,
      console.visibility_rank(c.visibility) <= console.visibility_rank(d.visibility)
        and (coalesce(c.confidentiality, 'normal') = 'normal' or coalesce(d.confidentiality, 'normal') <> 'normal') as wanted
    from public.chunks c join public.documents d on d.id = c.document_id
      left join public.embeddings e on e.chunk_id = c.id
      left join console.parked_embeddings p on p.chunk_id = c.id
      left join console.outdated_embeddings o on o.chunk_id = c.id
    where c.document_id = document
  )
  select count(*)::int, count(*) filter (where wanted)::int, count(*) filter (where wanted and model is null)::int,
    count(*) filter (where wanted and model is not null and changed)::int,
    coalesce(array_agg(distinct model) filter (where wanted and model is not null), '{}'),
    count(*) filter (where open)::int, count(*) filter (where open and wanted)::int,
    count(*) filter (where open and wanted and model is null)::int,
    count(*) filter (where open and wanted and model is not null and changed)::int,
    coalesce(array_agg(distinct model) filter (where open and wanted and model is not null), '{}')
  from chunk
$$;

-- Brings up to `batch` documents up to date and returns how many. What was marked is read first and counted in a
-- later statement, so nothing that was committed with its mark can be missed.
create or replace function console.refresh_document_stats(batch int default 1000) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare seen bigint[]; touched uuid[];
begin
  if not pg_try_advisory_xact_lock(hashtextextended('console.document_stats', 0)) then return 0; end if;
  select coalesce(array_agg(m.id), '{}'), coalesce(array_agg(distinct m.document_id), '{}') into seen, touched
    from (select id, document_id from console.document_marks order by id limit batch) m;
  if cardinality(touched) < batch then
    select touched || coalesce(array_agg(n.id), '{}') into touched from (
      select d.id from public.documents d
      where not exists (select 1 from console.document_stats s where s.document_id = d.id)
      limit batch - cardinality(touched)) n;
  end if;
  perform 1 from public.documents where id = any(touched) for key share;
  insert into console.document_stats as s
    select d.id, n.* from public.documents d cross join lateral console.count_chunks(d.id) n where d.id = any(touched)
    on conflict (document_id) do update set chunks = excluded.chunks, wanted = excluded.wanted,
      missing = excluded.missing, changed = excluded.changed, models = excluded.models,
      open_chunks = excluded.open_chunks, open_wanted = excluded.open_wanted, open_missing = excluded.open_missing,
      open_changed = excluded.open_changed, open_models = excluded.open_models;
  delete from console.document_marks where id = any(seen);
  return cardinality(touched);
end $$;

create or replace function console.mark_document() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_argv[0] = 'document' then
    insert into console.document_marks (document_id) values (new.id) on conflict do nothing;
  elsif tg_op = 'DELETE' then
    insert into console.document_marks (document_id) values (old.document_id) on conflict do nothing;
  else
    insert into console.document_marks (document_id) values (new.document_id) on conflict do nothing;
    if tg_op = 'UPDATE' and old.document_id is distinct from new.document_id then
      insert into console.document_marks (document_id) values (old.document_id) on conflict do nothing;
    end if;
  end if;
  return null;
end $$;

create or replace function console.mark_document_of_vector() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare chunk uuid := case when tg_op = 'DELETE' then old.chunk_id else new.chunk_id end;
begin
  insert into console.document_marks (document_id)
    select document_id from public.chunks where id = chunk on conflict do nothing;
  return null;
end $$;

-- A vector that is written after the text changed is of the new text; one that only moves between serving and
-- parking keeps the time at which it was made.
create or replace function console.on_text_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from public.embeddings where chunk_id = new.id)
    or exists (select 1 from console.parked_embeddings where chunk_id = new.id) then
    insert into console.outdated_embeddings (chunk_id) values (new.id)
    on conflict (chunk_id) do update set since = now();
  end if;
  return null;
end $$;

create or replace function console.on_vector_written() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from console.outdated_embeddings o
    where o.chunk_id = new.chunk_id and (tg_op = 'UPDATE' or new.created_at >= o.since);
  return null;
end $$;

create or replace trigger console_zy_outdated after update of text on public.chunks
  for each row when (old.text is distinct from new.text) execute function console.on_text_change();
create or replace trigger console_zy_written_insert after insert on public.embeddings
  for each row execute function console.on_vector_written();
create or replace trigger console_zy_written_update after update of embedding on public.embeddings
  for each row execute function console.on_vector_written();
create or replace trigger console_zy_written_parked after insert on console.parked_embeddings
  for each row execute function console.on_vector_written();

create or replace trigger console_zz_mark_document after update of visibility, confidentiality on public.documents
  for each row when (old.visibility is distinct from new.visibility or old.confidentiality is distinct from new.confidentiality)
  execute function console.mark_document('document');
create or replace trigger console_zz_mark_chunk after insert or delete on public.chunks
  for each row execute function console.mark_document('chunk');
create or replace trigger console_zz_mark_chunk_update after update of visibility, confidentiality, document_id on public.chunks
  for each row when (old.visibility is distinct from new.visibility or old.confidentiality is distinct from new.confidentiality
    or old.document_id is distinct from new.document_id)
  execute function console.mark_document('chunk');
create or replace trigger console_zz_mark_vector after insert or delete on public.embeddings
  for each row execute function console.mark_document_of_vector();
create or replace trigger console_zz_mark_vector_update after update of embedding_model on public.embeddings
  for each row execute function console.mark_document_of_vector();
create or replace trigger console_zz_mark_parked after insert or delete on console.parked_embeddings
  for each row execute function console.mark_document_of_vector();
create or replace trigger console_zz_mark_parked_update after update of embedding_model, reason on console.parked_embeddings
  for each row execute function console.mark_document_of_vector();
create or replace trigger console_zz_mark_outdated after insert or delete on console.outdated_embeddings
  for each row execute function console.mark_document_of_vector();

revoke all on function console.count_chunks(uuid), console.refresh_document_stats(int), console.mark_document(),
  console.mark_document_of_vector(), console.on_text_change(), console.on_vector_written() from public;
grant execute on function console.count_chunks(uuid) to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant execute on function console.refresh_document_stats(int) to perazzi_ingest;
revoke all on console.outdated_embeddings, console.document_stats, console.document_marks, console.saved_views,
  console.table_preferences from public;
grant select on console.outdated_embeddings, console.document_stats, console.document_marks
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant select, insert, update, delete on console.saved_views, console.table_preferences to perazzi_console;

do $$
declare t text;
begin
  foreach t in array array['outdated_embeddings', 'document_stats', 'document_marks', 'saved_views', 'table_preferences'] loop
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
  end loop;
end $$;
