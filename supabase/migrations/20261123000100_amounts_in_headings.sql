-- The last line behind the code's price rules looks at headings too: they are served and searched like the text.
set local lock_timeout = '3s';

create or replace function console.refuse_amount() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare fresh boolean := tg_op = 'INSERT';
begin
  -- One by one: side by side they could make an amount of two halves that belong to nobody.
  if exists (select 1 from public.documents where id = new.document_id and pricing_sensitive)
    and ((fresh or new.text is distinct from old.text or new.document_id is distinct from old.document_id)
        and console.holds_amount(new.text)
      or (fresh or new.heading is distinct from old.heading) and console.holds_amount(new.heading)
      or (fresh or new.heading_path is distinct from old.heading_path) and console.holds_amount(new.heading_path)) then
    raise exception 'a chunk of a pricing-sensitive document may not hold an amount'
      using errcode = 'check_violation', constraint = 'console_no_amount';
  end if;
  return new;
end $$;

create or replace trigger console_refuse_amount_update before update of text, heading, heading_path, document_id
  on public.chunks for each row execute function console.refuse_amount();

create or replace function console.on_embedding_write() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare why text;
begin
  -- Held to the end of the transaction, so that a decision to stop serving waits for us, or we for it.
  perform 1 from public.documents where id = (select document_id from public.chunks where id = new.chunk_id) for share;
  perform 1 from public.chunks where id = new.chunk_id for share;
  if exists (select 1 from console.parked_embeddings p where p.chunk_id = new.chunk_id and p.reason = 'pricing')
    or exists (select 1 from public.chunks c join public.documents d on d.id = c.document_id
      where c.id = new.chunk_id and d.pricing_sensitive and (console.holds_amount(c.text)
        or console.holds_amount(c.heading) or console.holds_amount(c.heading_path))) then
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
  perform console.settle(document);
  return cardinality(unclean);
end $$;
