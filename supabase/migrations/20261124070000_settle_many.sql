-- Serving rules decided for many rows at once: statement triggers instead of one call a row, and a vector that
-- was bought for a full text waits while its document is metadata-only.
set local lock_timeout = '3s';

-- True: the chunk was cut in full, so it may not be served while the document is metadata-only.
alter table console.parked_embeddings add column if not exists cut_full boolean not null default false;

-- Parks what may not be served and brings back what may: of documents, or of some chunks of them.
create or replace function console.settle_many(documents uuid[], only_chunks uuid[] default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
    returning p.chunk_id, p.embedding_model, p.embedding, p.embedding_norm, p.created_at
  )
  insert into public.embeddings (chunk_id, embedding_model, embedding, embedding_norm, created_at)
  select * from back on conflict (chunk_id) do nothing;
end $$;

create or replace function console.settle(document uuid, only_chunk uuid default null) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select console.settle_many(array[document], case when only_chunk is null then null else array[only_chunk] end)
$$;

create or replace function console.on_documents_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare changed uuid[]; flagged uuid[]; unflagged uuid[]; narrowed uuid[]; opened uuid[];
begin
  select coalesce(array_agg(n.id), '{}'),
    coalesce(array_agg(n.id) filter (where n.pricing_sensitive and not o.pricing_sensitive), '{}'),
    coalesce(array_agg(n.id) filter (where o.pricing_sensitive and not n.pricing_sensitive), '{}'),
    coalesce(array_agg(n.id) filter (where o.embed_mode = 'full' and n.embed_mode <> 'full'), '{}'),
    coalesce(array_agg(n.id) filter (where o.embed_mode <> 'full' and n.embed_mode = 'full'), '{}')
  into changed, flagged, unflagged, narrowed, opened
  from new_rows n join old_rows o on o.id = n.id
  where (o.status, o.embed_mode, o.pricing_sensitive, o.visibility, o.confidentiality, o.effective_from, o.expires_on)
    is distinct from (n.status, n.embed_mode, n.pricing_sensitive, n.visibility, n.confidentiality, n.effective_from, n.expires_on);
  if cardinality(changed) = 0 then return null; end if;
  if cardinality(flagged) + cardinality(narrowed) > 0 then
    with gone as (
      delete from public.embeddings e using public.chunks c
      where e.chunk_id = c.id and c.document_id = any(flagged || narrowed)
      returning e.chunk_id, e.embedding_model, e.embedding, e.embedding_norm, e.created_at, c.document_id
    )
    insert into console.parked_embeddings as p (chunk_id, embedding_model, embedding, embedding_norm, created_at, reason)
    select chunk_id, embedding_model, embedding, embedding_norm, created_at,
      case when document_id = any(flagged) then 'pricing' else 'embed_mode' end from gone
    on conflict (chunk_id) do update set embedding_model = excluded.embedding_model, embedding = excluded.embedding,
      embedding_norm = excluded.embedding_norm, created_at = excluded.created_at, parked_at = now();
    update console.parked_embeddings p
      set reason = case when c.document_id = any(flagged) then 'pricing' else p.reason end,
        cut_full = p.cut_full or c.document_id = any(narrowed)
      from public.chunks c where c.id = p.chunk_id and c.document_id = any(flagged || narrowed);
  end if;
  if cardinality(opened) > 0 then
    update console.parked_embeddings p set cut_full = false
      from public.chunks c where c.id = p.chunk_id and c.document_id = any(opened) and p.cut_full;
  end if;
  if cardinality(unflagged) > 0 then
    update console.parked_embeddings p set reason = 'status'
      from public.chunks c where c.id = p.chunk_id and c.document_id = any(unflagged) and p.reason = 'pricing';
  end if;
  perform console.settle_many(changed);
  return null;
end $$;

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
  end if;
  perform console.settle_many(owners, changed);
  return null;
end $$;

-- A trigger that is there is left alone: making it anew locks the table for every reader.
do $$
declare t record;
begin
  for t in select * from (values ('public.documents', 'console_settle', 'console_settle_many', 'on_documents_change'),
    ('public.chunks', 'console_settle', 'console_settle_many', 'on_chunks_change')) v (relation, former, name, call) loop
    if not exists (select 1 from pg_trigger where tgrelid = t.relation::regclass and tgname = t.name) then
      execute format('create trigger %I after update on %s referencing old table as old_rows new table as new_rows
        for each statement execute function console.%I()', t.name, t.relation, t.call);
    end if;
    if exists (select 1 from pg_trigger where tgrelid = t.relation::regclass and tgname = t.former) then
      execute format('drop trigger %I on %s', t.former, t.relation);
    end if;
  end loop;
end $$;
drop function if exists console.on_document_change();
drop function if exists console.on_chunk_change();

create or replace function console.on_embedding_write() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare why text; owner uuid := (select document_id from public.chunks where id = new.chunk_id); full_cut boolean;
begin
  -- Held to the end of the transaction, so that a decision to stop serving waits for us, or we for it.
  perform 1 from public.documents where id = owner for share;
  perform 1 from public.chunks where id = new.chunk_id for share;
  -- While one chunk of the document waits to be cut as metadata, none that was cut with it may be served.
  full_cut := exists (select 1 from console.parked_embeddings p join public.chunks c on c.id = p.chunk_id
    where c.document_id = owner and p.cut_full);
  if exists (select 1 from console.parked_embeddings p where p.chunk_id = new.chunk_id and p.reason = 'pricing')
    or exists (select 1 from public.chunks c join public.documents d on d.id = c.document_id
      where c.id = new.chunk_id and d.pricing_sensitive and (console.holds_amount(c.text)
        or console.holds_amount(c.heading) or console.holds_amount(c.heading_path))) then
    why := 'pricing';
  elsif full_cut and exists (select 1 from public.documents where id = owner and embed_mode = 'metadata-only') then
    why := coalesce(console.not_served_reason(new.chunk_id), 'embed_mode');
  else
    why := console.not_served_reason(new.chunk_id);
  end if;
  if why is null then return new; end if;
  insert into console.parked_embeddings (chunk_id, embedding_model, embedding, embedding_norm, created_at, reason, cut_full)
  values (new.chunk_id, new.embedding_model, new.embedding, new.embedding_norm, new.created_at, why, full_cut)
  on conflict (chunk_id) do update set embedding_model = excluded.embedding_model, embedding = excluded.embedding,
    embedding_norm = excluded.embedding_norm, created_at = excluded.created_at, parked_at = now(), reason = excluded.reason;
  -- What an update would have replaced must not stay served either.
  delete from public.embeddings where chunk_id = new.chunk_id;
  return null;
end $$;

-- For the pipeline, once it has cut a document anew: what waited for that is served again where it may be.
create or replace function console.release_pricing(document uuid) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare unclean uuid[];
begin
  perform 1 from public.documents where id = document for no key update;
  select coalesce(array_agg(c.id), '{}') into unclean from public.chunks c where c.document_id = document
    and (console.holds_amount(c.text) or console.holds_amount(c.heading) or console.holds_amount(c.heading_path));
  update console.parked_embeddings p set reason = 'status'
    from public.chunks c
    where c.id = p.chunk_id and c.document_id = document and p.reason = 'pricing' and not c.id = any(unclean);
  update console.parked_embeddings p set cut_full = false
    from public.chunks c where c.id = p.chunk_id and c.document_id = document and p.cut_full;
  perform console.settle(document);
  return cardinality(unclean);
end $$;

revoke all on function console.settle_many(uuid[], uuid[]), console.on_documents_change(), console.on_chunks_change() from public;
