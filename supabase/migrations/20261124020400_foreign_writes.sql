-- Other software writes the shared tables too: the older pipeline overwrites columns that people curated. Each such
-- change of a metadata column is kept with what stood there before, to be listed and restored. Our own programs
-- always step down to a role of ours, which tells them apart. Texts are not kept: the next run mends them.
set local lock_timeout = '3s';
create table if not exists console.foreign_writes (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  login text not null,
  relation text not null check (relation in ('documents', 'chunks')),
  row_id uuid not null,
  document_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  restored_at timestamptz,
  restored_by text
);
create index if not exists foreign_writes_open on console.foreign_writes (id desc) where restored_at is null;
create index if not exists foreign_writes_document on console.foreign_writes (document_id, id desc);

create or replace function console.note_foreign_write() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare was jsonb := to_jsonb(old); now_is jsonb := to_jsonb(new); names text[]; sensitive boolean; before jsonb; after jsonb;
begin
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
revoke all on function console.note_foreign_write() from public;

do $$
declare t record;
begin
  for t in select * from (values ('public.documents', 'documents'), ('public.chunks', 'chunks')) v (relation, name) loop
    if not exists (select 1 from pg_trigger where tgrelid = t.relation::regclass and tgname = 'console_foreign_write') then
      execute format('create trigger console_foreign_write after update on %s for each row
        when (coalesce(current_setting(''role'', true), ''none'') not in (''perazzi_read'', ''perazzi_curate'', ''perazzi_ingest'', ''perazzi_console''))
        execute function console.note_foreign_write(%L)', t.relation, t.name);
    end if;
  end loop;
end $$;

alter table console.foreign_writes enable row level security;
drop policy if exists console_all on console.foreign_writes;
create policy console_all on console.foreign_writes for all
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true);
revoke all on console.foreign_writes from public;
grant select on console.foreign_writes to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant update (restored_at, restored_by) on console.foreign_writes to perazzi_curate;
