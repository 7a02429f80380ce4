-- Vectors are written at twice the time of a bare COPY instead of three to four times: the rule that holds for each
-- of them asks two questions instead of six, and what follows from a write is done once a statement.
set local lock_timeout = '3s';

-- The rule itself, over what was read already. Plain, so that it is computed in place.
create or replace function console.not_served_for(status text, embed_mode text, effective_from timestamptz,
  expires_on timestamptz, document_visibility text, document_confidentiality text, visibility text, confidentiality text)
returns text language sql stable as $$
  select case
    when status <> 'active' then 'status'
    when embed_mode = 'ignore' then 'embed_mode'
    when effective_from > now() or expires_on <= now() then 'dates'
    when visibility is not null and console.visibility_rank(visibility) > console.visibility_rank(document_visibility)
      then 'chunk_visibility'
    when confidentiality <> 'normal' and coalesce(document_confidentiality, 'normal') = 'normal' then 'chunk_confidentiality'
  end
$$;

create or replace function console.not_served_reason(chunk uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select console.not_served_for(d.status, d.embed_mode, d.effective_from, d.expires_on, d.visibility, d.confidentiality,
    c.visibility, c.confidentiality)
  from public.chunks c join public.documents d on d.id = c.document_id where c.id = chunk
$$;

create or replace function console.on_embedding_write() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare at record; why text; full_cut boolean := false;
begin
  loop
    -- Read as they are once both are held, to the end of the transaction: a decision to stop serving waits for us,
    -- or we for it. A chunk that went to another document meanwhile is looked for again.
    select d.id as owner, d.status, d.embed_mode, d.pricing_sensitive, d.effective_from, d.expires_on, d.visibility,
        d.confidentiality, c.visibility as own_visibility, c.confidentiality as own_confidentiality,
        c.text, c.heading, c.heading_path
      into at from public.documents d join public.chunks c on c.document_id = d.id where c.id = new.chunk_id
      for share of d for share of c;
    if found then exit; end if;
    if not exists (select 1 from public.chunks where id = new.chunk_id) then return new; end if;
  end loop;
  why := console.not_served_for(at.status, at.embed_mode, at.effective_from, at.expires_on, at.visibility,
    at.confidentiality, at.own_visibility, at.own_confidentiality);
  if why is not null or at.embed_mode = 'metadata-only' then
    -- While one chunk of the document waits to be cut as metadata, none that was cut with it may be served.
    full_cut := exists (select 1 from console.parked_embeddings p join public.chunks c on c.id = p.chunk_id
      where c.document_id = at.owner and p.cut_full);
    if full_cut and at.embed_mode = 'metadata-only' then why := coalesce(why, 'embed_mode'); end if;
  end if;
  if exists (select 1 from console.parked_embeddings p where p.chunk_id = new.chunk_id and p.reason = 'pricing')
    or at.pricing_sensitive and (console.holds_amount(at.text) or console.holds_amount(at.heading)
      or console.holds_amount(at.heading_path)) then
    why := 'pricing';
    full_cut := exists (select 1 from console.parked_embeddings p join public.chunks c on c.id = p.chunk_id
      where c.document_id = at.owner and p.cut_full);
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

-- Documents whose counts a statement made out of date.
create or replace function console.mark_documents() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_argv[0] = 'chunk' then
    insert into console.document_marks (document_id) select distinct document_id from touched on conflict do nothing;
  else
    insert into console.document_marks (document_id)
      select distinct c.document_id from public.chunks c join touched t on t.chunk_id = c.id on conflict do nothing;
  end if;
  return null;
end $$;

create or replace function console.on_vectors_written() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from console.outdated_embeddings o using touched t where o.chunk_id = t.chunk_id and t.created_at >= o.since;
  insert into console.document_marks (document_id)
    select distinct c.document_id from public.chunks c join touched t on t.chunk_id = c.id on conflict do nothing;
  return null;
end $$;

-- A trigger that is there is left alone: making it anew locks the table for every reader.
do $$
declare t record;
begin
  for t in select * from (values
    ('public.embeddings', 'console_zy_vectors_inserted', 'insert', 'on_vectors_written()', 'console_zy_written_insert'),
    ('public.embeddings', 'console_zz_vectors_deleted', 'delete', 'mark_documents(''vector'')', 'console_zz_mark_vector'),
    ('console.parked_embeddings', 'console_zy_vectors_inserted', 'insert', 'on_vectors_written()', 'console_zy_written_parked'),
    ('console.parked_embeddings', 'console_zz_vectors_deleted', 'delete', 'mark_documents(''vector'')', 'console_zz_mark_parked'),
    ('public.chunks', 'console_zz_chunks_inserted', 'insert', 'mark_documents(''chunk'')', 'console_zz_mark_chunk'),
    ('public.chunks', 'console_zz_chunks_deleted', 'delete', 'mark_documents(''chunk'')', 'console_zz_mark_chunk')
    ) v (relation, name, event, call, former) loop
    if not exists (select 1 from pg_trigger where tgrelid = t.relation::regclass and tgname = t.name) then
      execute format('create trigger %I after %s on %s referencing %s table as touched for each statement execute function console.%s',
        t.name, t.event, t.relation, case t.event when 'insert' then 'new' else 'old' end, t.call);
    end if;
    if exists (select 1 from pg_trigger where tgrelid = t.relation::regclass and tgname = t.former) then
      execute format('drop trigger %I on %s', t.former, t.relation);
    end if;
  end loop;
end $$;

revoke all on function console.mark_documents(), console.on_vectors_written(),
  console.not_served_for(text, text, timestamptz, timestamptz, text, text, text, text) from public;
