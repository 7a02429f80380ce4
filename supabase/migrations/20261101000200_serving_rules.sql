-- A row in `embeddings` means "may be served". These triggers hold that for every writer: what must not be
-- served is parked in the same transaction and comes back, at no cost, when it may be served again.
set local lock_timeout = '3s';

create or replace function console.visibility_rank(value text) returns int language sql immutable set search_path = pg_catalog as $$
  select case value when 'admin-only' then 2 when 'internal' then 1 else 0 end
$$;

-- Why a chunk may not be served, or null. Document-level visibility and confidentiality are the readers' own filters.
create or replace function console.not_served_reason(chunk uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when d.status <> 'active' then 'status'
    when d.embed_mode = 'ignore' then 'embed_mode'
    when d.effective_from > now() or d.expires_on <= now() then 'dates'
    when console.visibility_rank(c.visibility) > console.visibility_rank(d.visibility) then 'chunk_visibility'
    when c.confidentiality = 'elevated' and d.confidentiality is distinct from 'elevated' then 'chunk_confidentiality'
  end
  from public.chunks c join public.documents d on d.id = c.document_id where c.id = chunk
$$;

-- Parks what may not be served and brings back what may, for one document.
create or replace function console.settle_document(document uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  with gone as (
    delete from public.embeddings e using public.chunks c
    where e.chunk_id = c.id and c.document_id = document and console.not_served_reason(c.id) is not null
    returning e.chunk_id, e.embedding_model, e.embedding, e.embedding_norm, e.created_at
  )
  insert into console.parked_embeddings (chunk_id, embedding_model, embedding, embedding_norm, created_at, reason)
  select chunk_id, embedding_model, embedding, embedding_norm, created_at, console.not_served_reason(chunk_id) from gone
  on conflict (chunk_id) do update set embedding_model = excluded.embedding_model, embedding = excluded.embedding,
    embedding_norm = excluded.embedding_norm, created_at = excluded.created_at;
  with back as (
    delete from console.parked_embeddings p using public.chunks c
    where p.chunk_id = c.id and c.document_id = document and p.reason <> 'pricing'
      and console.not_served_reason(c.id) is null
    returning p.chunk_id, p.embedding_model, p.embedding, p.embedding_norm, p.created_at
  )
  insert into public.embeddings (chunk_id, embedding_model, embedding, embedding_norm, created_at)
  select * from back on conflict (chunk_id) do nothing;
end $$;

create or replace function console.on_document_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.pricing_sensitive and not old.pricing_sensitive then
    with gone as (
      delete from public.embeddings e using public.chunks c
      where e.chunk_id = c.id and c.document_id = new.id
      returning e.chunk_id, e.embedding_model, e.embedding, e.embedding_norm, e.created_at
    )
    insert into console.parked_embeddings (chunk_id, embedding_model, embedding, embedding_norm, created_at, reason)
    select gone.*, 'pricing' from gone on conflict (chunk_id) do nothing;
    update console.parked_embeddings p set reason = 'pricing'
      from public.chunks c where c.id = p.chunk_id and c.document_id = new.id;
  elsif old.pricing_sensitive and not new.pricing_sensitive then
    update console.parked_embeddings p set reason = 'status'
      from public.chunks c where c.id = p.chunk_id and c.document_id = new.id and p.reason = 'pricing';
  end if;
  perform console.settle_document(new.id);
  return null;
end $$;

create or replace function console.on_chunk_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.text is distinct from old.text then
    delete from console.parked_embeddings where chunk_id = new.id and reason <> 'pricing';
  end if;
  perform console.settle_document(new.document_id);
  return null;
end $$;

create or replace function console.on_embedding_write() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare why text := coalesce(
  (select 'pricing' from console.parked_embeddings p where p.chunk_id = new.chunk_id and p.reason = 'pricing'),
  console.not_served_reason(new.chunk_id));
begin
  if why is null then return new; end if;
  insert into console.parked_embeddings (chunk_id, embedding_model, embedding, embedding_norm, created_at, reason)
  values (new.chunk_id, new.embedding_model, new.embedding, new.embedding_norm, new.created_at, why)
  on conflict (chunk_id) do update set embedding_model = excluded.embedding_model, embedding = excluded.embedding,
    embedding_norm = excluded.embedding_norm, created_at = excluded.created_at;
  return null;
end $$;

-- The currency-anchored part of the price rules, as the last line behind the code: refuses, never rewrites.
create or replace function console.refuse_amount() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select pricing_sensitive from public.documents where id = new.document_id) and (
    new.text ~* '([$€£¥]|\m(usd|eur|gbp|chf|jpy|cad|aud)\M)[[:space:]]*[0-9]'
    or new.text ~* '[0-9][[:space:]]*(k|thousand|million)?[[:space:]]*([$€£¥]|\m(usd|eur|gbp|chf|jpy|cad|aud|dollars?|euros?|pounds sterling)\M)'
  ) then
    raise exception 'a chunk of a pricing-sensitive document may not hold an amount'
      using errcode = 'check_violation', constraint = 'console_no_amount';
  end if;
  return new;
end $$;

create or replace function console.bump_row_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.row_version := old.row_version;
  if new is distinct from old then new.row_version := old.row_version + 1; end if;
  return new;
end $$;

create or replace trigger console_zz_row_version before update on public.documents
  for each row execute function console.bump_row_version();
create or replace trigger console_zz_row_version before update on public.chunks
  for each row execute function console.bump_row_version();
create or replace trigger console_settle after update of status, embed_mode, pricing_sensitive, visibility, confidentiality,
  effective_from, expires_on on public.documents for each row when (old is distinct from new) execute function console.on_document_change();
create or replace trigger console_settle after update of text, visibility, confidentiality on public.chunks
  for each row when (old is distinct from new) execute function console.on_chunk_change();
create or replace trigger console_refuse_amount_insert before insert on public.chunks
  for each row execute function console.refuse_amount();
create or replace trigger console_refuse_amount_update before update of text on public.chunks
  for each row execute function console.refuse_amount();
create or replace trigger console_may_be_served before insert or update on public.embeddings
  for each row execute function console.on_embedding_write();

-- What starts or ends by date, for the worker to call each minute. Returns the number of documents settled.
create or replace function console.settle_dates() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare document uuid; settled int := 0;
begin
  for document in
    select distinct c.document_id from public.embeddings e join public.chunks c on c.id = e.chunk_id
      join public.documents d on d.id = c.document_id
      where d.effective_from > now() or d.expires_on <= now()
    union
    select distinct c.document_id from console.parked_embeddings p join public.chunks c on c.id = p.chunk_id
      join public.documents d on d.id = c.document_id
      where p.reason = 'dates' and (d.effective_from is null or d.effective_from <= now())
        and (d.expires_on is null or d.expires_on > now())
    order by 1
  loop
    perform console.settle_document(document);
    settled := settled + 1;
  end loop;
  return settled;
end $$;
