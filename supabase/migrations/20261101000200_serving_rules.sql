-- A row in `embeddings` means "may be served". These triggers hold that for every writer: what must not be
-- served is parked in the same transaction and comes back, at no cost, when it may be served again.
set local lock_timeout = '3s';

-- A value that nobody knows counts as the strictest.
create or replace function console.visibility_rank(value text) returns int language sql immutable set search_path = pg_catalog as $$
  select case when value is null or value = 'public' then 0 when value = 'internal' then 1 else 2 end
$$;

-- The currency-anchored part of the price rules: an amount beside a sign, a code or a word of money.
create or replace function console.holds_amount(value text) returns boolean language sql immutable set search_path = pg_catalog as $$
  select value ~* '([$€£¥]|\m(usd|eur|gbp|chf|jpy|cad|aud)\.?)[\s\u00a0\u202f]*[0-9]'
    or value ~* '[0-9](,-|,–|\.-)?[\s\u00a0\u202f]*(k|thousand|million)?[\s\u00a0\u202f]*((us|ca|au)?[$]|[€£¥]|(usd|eur|gbp|chf|jpy|cad|aud|dollars?|euros?|pounds sterling)\M)'
$$;

-- Why a chunk may not be served, or null. Document-level visibility and confidentiality are the readers' own filters.
create or replace function console.not_served_reason(chunk uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when d.status <> 'active' then 'status'
    when d.embed_mode = 'ignore' then 'embed_mode'
    when d.effective_from > now() or d.expires_on <= now() then 'dates'
    when console.visibility_rank(c.visibility) > console.visibility_rank(d.visibility) then 'chunk_visibility'
    when c.confidentiality <> 'normal' and coalesce(d.confidentiality, 'normal') = 'normal' then 'chunk_confidentiality'
  end
  from public.chunks c join public.documents d on d.id = c.document_id where c.id = chunk
$$;

-- Parks what may not be served and brings back what may: of one document, or of one chunk of it.
create or replace function console.settle(document uuid, only_chunk uuid default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Document before chunks, and one at a time: two decisions about one document never cross.
  perform 1 from public.documents where id = document for no key update;
  with gone as (
    delete from public.embeddings e using public.chunks c
    where e.chunk_id = c.id and c.document_id = document and (only_chunk is null or c.id = only_chunk)
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
    where p.chunk_id = c.id and c.document_id = document and (only_chunk is null or c.id = only_chunk)
      and p.reason <> 'pricing' and p.reason <> console.not_served_reason(p.chunk_id);
  with back as (
    delete from console.parked_embeddings p using public.chunks c
    where p.chunk_id = c.id and c.document_id = document and (only_chunk is null or c.id = only_chunk)
      and p.reason <> 'pricing' and console.not_served_reason(c.id) is null
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
    select gone.*, 'pricing' from gone
    on conflict (chunk_id) do update set embedding_model = excluded.embedding_model, embedding = excluded.embedding,
      embedding_norm = excluded.embedding_norm, created_at = excluded.created_at, parked_at = now();
    update console.parked_embeddings p set reason = 'pricing'
      from public.chunks c where c.id = p.chunk_id and c.document_id = new.id;
  elsif old.pricing_sensitive and not new.pricing_sensitive then
    update console.parked_embeddings p set reason = 'status'
      from public.chunks c where c.id = p.chunk_id and c.document_id = new.id and p.reason = 'pricing';
  end if;
  perform console.settle(new.id);
  return null;
end $$;

create or replace function console.on_chunk_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- The parked vector is of the former text. A new text in a sensitive document has passed the amount check.
  if new.text is distinct from old.text then
    delete from console.parked_embeddings where chunk_id = new.id;
  end if;
  perform console.settle(new.document_id, new.id);
  return null;
end $$;

create or replace function console.on_embedding_write() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare why text;
begin
  -- Held to the end of the transaction, so that a decision to stop serving waits for us, or we for it.
  perform 1 from public.documents where id = (select document_id from public.chunks where id = new.chunk_id) for share;
  perform 1 from public.chunks where id = new.chunk_id for share;
  if exists (select 1 from console.parked_embeddings p where p.chunk_id = new.chunk_id and p.reason = 'pricing')
    or exists (select 1 from public.chunks c join public.documents d on d.id = c.document_id
      where c.id = new.chunk_id and d.pricing_sensitive and console.holds_amount(c.text)) then
    why := 'pricing';
  else
    why := console.not_served_reason(new.chunk_id);
  end if;
  if why is null then return new; end if;
  insert into console.parked_embeddings (chunk_id, embedding_model, embedding, embedding_norm, created_at, reason)
  values (new.chunk_id, new.embedding_model, new.embedding, new.embedding_norm, new.created_at, why)
  on conflict (chunk_id) do update set embedding_model = excluded.embedding_model, embedding = excluded.embedding,
    embedding_norm = excluded.embedding_norm, created_at = excluded.created_at, parked_at = now(), reason = excluded.reason;
  -- What an update would have replaced must not stay served either.
  delete from public.embeddings where chunk_id = new.chunk_id;
  return null;
end $$;

-- The last line behind the code's own price rules: refuses, never rewrites.
create or replace function console.refuse_amount() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from public.documents where id = new.document_id and pricing_sensitive)
    and console.holds_amount(new.text) then
    raise exception 'a chunk of a pricing-sensitive document may not hold an amount'
      using errcode = 'check_violation', constraint = 'console_no_amount';
  end if;
  return new;
end $$;

-- Compared by image (*<>), which works for columns of any type that other software may have added.
create or replace function console.bump_row_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.row_version := old.row_version;
  if new *<> old then new.row_version := old.row_version + 1; end if;
  return new;
end $$;

create or replace trigger console_zz_row_version before update on public.documents
  for each row execute function console.bump_row_version();
create or replace trigger console_zz_row_version before update on public.chunks
  for each row execute function console.bump_row_version();
create or replace trigger console_settle after update of status, embed_mode, pricing_sensitive, visibility, confidentiality,
  effective_from, expires_on on public.documents for each row
  when (old.status is distinct from new.status or old.embed_mode is distinct from new.embed_mode
    or old.pricing_sensitive is distinct from new.pricing_sensitive or old.visibility is distinct from new.visibility
    or old.confidentiality is distinct from new.confidentiality or old.effective_from is distinct from new.effective_from
    or old.expires_on is distinct from new.expires_on)
  execute function console.on_document_change();
create or replace trigger console_settle after update of text, visibility, confidentiality, document_id on public.chunks
  for each row when (old.text is distinct from new.text or old.visibility is distinct from new.visibility
    or old.confidentiality is distinct from new.confidentiality or old.document_id is distinct from new.document_id)
  execute function console.on_chunk_change();
create or replace trigger console_refuse_amount_insert before insert on public.chunks
  for each row execute function console.refuse_amount();
create or replace trigger console_refuse_amount_update before update of text, document_id on public.chunks
  for each row execute function console.refuse_amount();
create or replace trigger console_may_be_served before insert or update on public.embeddings
  for each row execute function console.on_embedding_write();

-- What starts or ends by date, for the worker to call each minute. Returns the number of documents settled.
create or replace function console.settle_dates() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare document uuid; settled int := 0;
begin
  for document in
    select d.id from public.documents d
    where (d.effective_from > now() or d.expires_on <= now()) and exists (
        select 1 from public.chunks c join public.embeddings e on e.chunk_id = c.id where c.document_id = d.id)
      or (d.effective_from is null or d.effective_from <= now()) and (d.expires_on is null or d.expires_on > now())
        and d.id in (select c.document_id from console.parked_embeddings p join public.chunks c on c.id = p.chunk_id
          where p.reason = 'dates')
    order by d.id
  loop
    perform console.settle(document);
    settled := settled + 1;
  end loop;
  return settled;
end $$;

-- For the pipeline, once it has cleaned a document whose pricing flag was switched on: chunks without an
-- amount are served again with the vectors that they had. Returns how many chunks still hold an amount.
create or replace function console.release_pricing(document uuid) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from public.documents where id = document for no key update;
  update console.parked_embeddings p set reason = 'status'
    from public.chunks c
    where c.id = p.chunk_id and c.document_id = document and p.reason = 'pricing' and not console.holds_amount(c.text);
  perform console.settle(document);
  return (select count(*) from public.chunks c where c.document_id = document and console.holds_amount(c.text));
end $$;
