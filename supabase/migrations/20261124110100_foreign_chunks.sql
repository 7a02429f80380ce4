-- The older pipeline deletes a document's chunks and inserts them anew, under other ids, and changes texts in place.
-- What a person set on a chunk waits until its text is there again (hash and occurrence within the document); a
-- restriction that waits covers the whole document meanwhile; a text that changed loses its hash, so that the next
-- run mends the document. Each is listed, one row for a document and a statement.
set local lock_timeout = '3s';

create table if not exists console.lost_curations (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  document_id uuid not null references public.documents (id) on delete cascade,
  -- Its text is in console.chunk_versions, unless the document is sensitive to prices.
  chunk_id uuid not null,
  text_hash text not null,
  occurrence int not null,
  -- The columns to put back, `curated` among them.
  fields jsonb not null,
  restricted boolean not null
);
create index if not exists lost_curations_document on console.lost_curations (document_id);
create table if not exists console.covered_documents (
  document_id uuid primary key references public.documents (id) on delete cascade,
  was jsonb not null,
  became jsonb not null,
  since timestamptz not null default now()
);

alter table console.foreign_writes add column if not exists kind text not null default 'metadata';
alter table console.foreign_writes add column if not exists chunks int;
create index if not exists foreign_writes_kind on console.foreign_writes (document_id, kind) where restored_at is null;

-- A consequence of a foreign write that we draw ourselves: audited, and not listed as foreign.
create or replace function console.set_restriction(document uuid, was jsonb, becomes jsonb, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare label text;
begin
  perform set_config('console.own_write', 'on', true);
  update public.documents set visibility = becomes ->> 'visibility', confidentiality = becomes ->> 'confidentiality'
    where id = document and coalesce(visibility, 'public') = was ->> 'visibility'
      and coalesce(confidentiality, 'normal') = was ->> 'confidentiality' returning path into label;
  perform set_config('console.own_write', '', true);
  if label is null then return; end if;
  insert into console.audit_log (actor_label, action, subject_type, subject_id, subject_label, field, from_value, to_value, reason)
    select 'guard over other programs', 'document.restrict', 'document', document::text, label, key, was -> key, becomes -> key, why
    from jsonb_object_keys(was) key where was -> key is distinct from becomes -> key;
end $$;

create or replace function console.keep_curations() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into console.lost_curations (document_id, chunk_id, text_hash, occurrence, fields, restricted)
  select g.document_id, g.id, encode(sha256(convert_to(g.text, 'UTF8')), 'hex'),
    (select count(*) from touched t where t.document_id = g.document_id and t.text = g.text and t.chunk_index < g.chunk_index)
      + (select count(*) from public.chunks c where c.document_id = g.document_id and c.text = g.text
        and c.chunk_index < g.chunk_index),
    (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(to_jsonb(g)) e
      where e.key in ('section_labels', 'primary_modes', 'archetype_bias', 'language', 'disciplines', 'platforms', 'audiences',
          'guardrail_flags', 'safety_notes', 'cta_links', 'context_tags', 'related_entities') and g.curated ? e.key
        or e.key in ('visibility', 'confidentiality') and (g.curated ? e.key or r.restricted)
        or e.key in ('curated', 'needs_review')),
    r.restricted
  from touched g join public.documents d on d.id = g.document_id
    cross join lateral (select console.visibility_rank(g.visibility) > 0
      or coalesce(g.confidentiality, 'normal') <> 'normal' as restricted) r
  where r.restricted or jsonb_typeof(g.curated) = 'object' and g.curated <> '{}';
  return null;
end $$;

-- At the end of the transaction, if the restricted text is not there again by then.
create or replace function console.cover_document() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare was jsonb; became jsonb;
begin
  if not exists (select 1 from console.lost_curations where id = new.id) then return null; end if;
  select jsonb_build_object('visibility', coalesce(visibility, 'public'), 'confidentiality', coalesce(confidentiality, 'normal'))
    into was from public.documents where id = new.document_id for no key update;
  if was is null then return null; end if;
  became := was
    || case when console.visibility_rank(new.fields ->> 'visibility') > console.visibility_rank(was ->> 'visibility')
      then jsonb_build_object('visibility', new.fields ->> 'visibility') else '{}' end
    || case when coalesce(new.fields ->> 'confidentiality', 'normal') <> 'normal'
      then jsonb_build_object('confidentiality', new.fields ->> 'confidentiality') else '{}' end;
  if became = was then return null; end if;
  perform console.set_restriction(new.document_id, was, became,
    'Another program took a restricted chunk away: its restriction covers the document until its text is there again or a person decides.');
  insert into console.covered_documents as c (document_id, was, became) values (new.document_id, was, became)
    on conflict (document_id) do update set became = excluded.became;
  return null;
end $$;

-- Takes back what covered a document once no restriction waits, unless a person changed it meanwhile.
create or replace function console.lift_cover(document uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c record;
begin
  if exists (select 1 from console.lost_curations where document_id = document and restricted) then return; end if;
  delete from console.covered_documents where document_id = document returning * into c;
  if c is null then return; end if;
  perform console.set_restriction(document, c.became, c.was, 'Each restricted chunk is there again.');
end $$;

create or replace function console.carry_curation() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare hash text; nth int; carried jsonb;
begin
  if not exists (select 1 from console.lost_curations l where l.document_id = new.document_id) then return new; end if;
  hash := encode(sha256(convert_to(new.text, 'UTF8')), 'hex');
  nth := (select count(*) from public.chunks c where c.document_id = new.document_id and c.text = new.text
    and c.chunk_index < new.chunk_index);
  select fields into carried from console.lost_curations l
    where l.document_id = new.document_id and l.text_hash = hash and l.occurrence = nth order by l.id desc limit 1;
  if carried is null then return new; end if;
  if console.visibility_rank(new.visibility) > console.visibility_rank(carried ->> 'visibility') then
    carried := carried - 'visibility';
  end if;
  new := jsonb_populate_record(new, carried);
  new.content_hash := hash;
  new.occurrence := nth;
  return new;
end $$;

create or replace function console.settle_curations() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare document uuid;
begin
  for document in with found as (
      delete from console.lost_curations l using touched t
      where l.document_id = t.document_id and l.text_hash = t.content_hash and l.occurrence = t.occurrence
      returning l.document_id)
    select distinct document_id from found loop
    perform console.lift_cover(document);
  end loop;
  return null;
end $$;

create or replace function console.forget_hash() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.content_hash is not distinct from old.content_hash then
    new.content_hash := null;
    if jsonb_typeof(new.curated) = 'object' and new.curated <> '{}' then new.needs_review := true; end if;
  end if;
  return new;
end $$;

create or replace function console.note_foreign_chunks() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if current_setting('console.own_write', true) = 'on' then return null; end if;
  if tg_op = 'UPDATE' then
    insert into console.foreign_writes (login, relation, row_id, document_id, before, after, kind, chunks)
    select session_user, 'chunks', t.document_id, t.document_id, '{}', '{}', tg_argv[0], count(*)
    from touched t join former f on f.id = t.id where f.text is distinct from t.text group by t.document_id;
  else
    insert into console.foreign_writes (login, relation, row_id, document_id, before, after, kind, chunks)
    select session_user, 'chunks', t.document_id, t.document_id, '{}', '{}', tg_argv[0], count(*)
    from touched t join public.documents d on d.id = t.document_id group by t.document_id;
  end if;
  return null;
end $$;

create or replace function console.note_foreign_write() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare was jsonb := to_jsonb(old); now_is jsonb := to_jsonb(new); names text[]; sensitive boolean; before jsonb; after jsonb;
begin
  if current_setting('console.own_write', true) = 'on' then return null; end if;
  names := array['language', 'disciplines', 'platforms', 'audiences', 'visibility', 'confidentiality', 'guardrail_flags', 'curated'];
  if tg_table_name = 'documents' or tg_argv[0] = 'documents' then
    sensitive := coalesce(new.pricing_sensitive or old.pricing_sensitive, true);
    names := names || array['status', 'embed_mode', 'pricing_sensitive', 'tags', 'effective_from', 'expires_on', 'approver', 'stakeholders'];
    if not sensitive then names := names || array['title', 'summary', 'safety_notes']; end if;
  else
    names := names || array['section_labels', 'primary_modes', 'archetype_bias', 'cta_links', 'context_tags', 'related_entities'];
  end if;
  select jsonb_object_agg(n, was -> n), jsonb_object_agg(n, now_is -> n) into before, after
    from unnest(names) n where was -> n is distinct from now_is -> n;
  if before is not null then
    insert into console.foreign_writes (login, relation, row_id, document_id, before, after)
    values (session_user, tg_argv[0], new.id, coalesce((now_is ->> 'document_id')::uuid, new.id), before, after);
  end if;
  return null;
end $$;

create or replace function console.forget_foreign_amounts() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update console.foreign_writes set before = console.without_amounts(before), after = console.without_amounts(after)
    where document_id = new.id and (console.holds_amount(before) or console.holds_amount(after));
  update console.lost_curations set fields = console.without_amounts(fields)
    where document_id = new.id and console.holds_amount(fields);
  return null;
end $$;

-- A trigger that is there is left alone: making it anew locks the table for every reader.
do $$
declare t record; n text; others text := 'coalesce(current_setting(''role'', true), ''none'') not in (''perazzi_read'', ''perazzi_curate'', ''perazzi_ingest'', ''perazzi_console'')';
begin
  for t in select * from (values
    ('console_carry_curation', 'before insert on %s for each row', '', 'carry_curation()'),
    ('console_forget_hash', 'before update of text on %s for each row', 'old.text is distinct from new.text', 'forget_hash()'),
    ('console_zx_settle_curations', 'after insert on %s referencing new table as touched for each statement', '', 'settle_curations()'),
    ('console_keep_curations', 'after delete on %s referencing old table as touched for each statement', others, 'keep_curations()'),
    ('console_foreign_added', 'after insert on %s referencing new table as touched for each statement', others, 'note_foreign_chunks(''added'')'),
    ('console_foreign_removed', 'after delete on %s referencing old table as touched for each statement', others, 'note_foreign_chunks(''removed'')'),
    ('console_foreign_text', 'after update on %s referencing old table as former new table as touched for each statement', others, 'note_foreign_chunks(''text'')')
    ) v (name, events, condition, call) loop
    if not exists (select 1 from pg_trigger where tgrelid = 'public.chunks'::regclass and tgname = t.name) then
      execute format('create trigger %I ' || t.events || case when t.condition = '' then '' else ' when (' || t.condition || ')' end
        || ' execute function console.' || t.call, t.name, 'public.chunks');
    end if;
  end loop;
  if not exists (select 1 from pg_trigger where tgrelid = 'console.lost_curations'::regclass and tgname = 'console_cover_document') then
    create constraint trigger console_cover_document after insert on console.lost_curations
      deferrable initially deferred for each row when (new.restricted) execute function console.cover_document();
  end if;
  foreach n in array array['lost_curations', 'covered_documents'] loop
    execute format('revoke all on console.%I from public', n);
    execute format('alter table console.%I enable row level security', n);
    execute format('drop policy if exists console_all on console.%I', n);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', n);
    execute format('grant select, delete on console.%I to perazzi_ingest', n);
  end loop;
end $$;

revoke all on function console.set_restriction(uuid, jsonb, jsonb, text), console.keep_curations(), console.cover_document(),
  console.lift_cover(uuid), console.carry_curation(), console.settle_curations(), console.forget_hash(),
  console.note_foreign_chunks() from public;
grant execute on function console.lift_cover(uuid) to perazzi_ingest;
grant select on console.chunk_versions to perazzi_ingest;
