-- The three tables that the live assistant shares with the console. Over a database that already
-- holds them this only adds what is missing; it never renames, drops, rewrites or re-owns.
set local lock_timeout = '3s';

do $$
begin
  if not exists (select 1 from pg_extension where extname = 'vector') then
    if exists (select 1 from pg_namespace where nspname = 'extensions') then
      create extension vector schema extensions;
    else
      create extension vector;
    end if;
  end if;
  if (select string_to_array(substring(extversion from '^[0-9.]+'), '.')::int[] < array[0, 8, 0]
      from pg_extension where extname = 'vector') then
    raise exception 'pgvector 0.8.0 or later is required: this database has an older one. Update the extension first.';
  end if;
  perform set_config('search_path', 'public, ' || quote_ident(n.nspname), true)
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'vector';
end $$;

create table if not exists public.documents (
  id uuid primary key default gen_random_uuid(),
  path text not null unique,
  category text not null,
  doc_type text not null,
  status text not null,
  embed_mode text not null,
  pricing_sensitive boolean not null default false
);
alter table public.documents
  add column if not exists title text,
  add column if not exists summary text,
  add column if not exists series_part_number int,
  add column if not exists series_part_roman text,
  add column if not exists series_part_title text,
  add column if not exists series_chapter_code text,
  add column if not exists series_chapter_title text,
  add column if not exists series_chapter_global_index int,
  add column if not exists series_chapter_part_index int,
  add column if not exists language text default 'en',
  add column if not exists disciplines jsonb,
  add column if not exists platforms jsonb,
  add column if not exists audiences jsonb,
  add column if not exists tags jsonb,
  add column if not exists visibility text default 'public',
  add column if not exists confidentiality text default 'normal',
  add column if not exists guardrail_flags jsonb,
  add column if not exists safety_notes text,
  add column if not exists source_version text,
  add column if not exists source_checksum text,
  add column if not exists author text,
  add column if not exists approver text,
  add column if not exists stakeholders jsonb,
  add column if not exists license text,
  add column if not exists ingested_at timestamptz,
  add column if not exists last_updated timestamptz,
  add column if not exists effective_from timestamptz,
  add column if not exists expires_on timestamptz,
  -- the console's own
  add column if not exists row_version bigint not null default 1,
  add column if not exists manifest_values jsonb,
  add column if not exists curated jsonb,
  add column if not exists derived_fields jsonb;

create table if not exists public.chunks (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null references public.documents (id) on delete cascade,
  chunk_index int not null,
  text text not null
);
alter table public.chunks
  add column if not exists chunk_count int,
  add column if not exists token_count int,
  add column if not exists heading text,
  add column if not exists heading_path text,
  add column if not exists section_labels jsonb,
  add column if not exists primary_modes jsonb,
  add column if not exists archetype_bias jsonb,
  add column if not exists language text,
  add column if not exists disciplines jsonb,
  add column if not exists platforms jsonb,
  add column if not exists audiences jsonb,
  add column if not exists visibility text,
  add column if not exists confidentiality text,
  add column if not exists guardrail_flags jsonb,
  add column if not exists safety_notes text,
  add column if not exists cta_links jsonb,
  add column if not exists context_tags jsonb,
  add column if not exists related_entities jsonb,
  add column if not exists structured_refs jsonb,
  add column if not exists created_at timestamptz default now(),
  add column if not exists updated_at timestamptz default now(),
  -- the console's own
  add column if not exists row_version bigint not null default 1,
  add column if not exists content_hash text,
  add column if not exists occurrence int,
  add column if not exists curated jsonb,
  add column if not exists needs_review boolean not null default false;

create table if not exists public.embeddings (
  chunk_id uuid primary key references public.chunks (id) on delete cascade,
  embedding_model text not null,
  embedding vector(3072) not null
);
alter table public.embeddings
  add column if not exists embedding_norm real,
  add column if not exists created_at timestamptz default now();

-- Checks are added where every row that is already there meets them; others are for a person to mend first.
do $$
declare c record; broken boolean;
begin
  for c in select * from (values
    ('public.documents', 'console_status_known', $q$status in ('active', 'planned', 'deprecated')$q$),
    ('public.documents', 'console_embed_mode_known', $q$embed_mode in ('full', 'metadata-only', 'ignore')$q$),
    ('public.documents', 'console_visibility_known', $q$visibility in ('public', 'internal', 'admin-only')$q$),
    ('public.documents', 'console_confidentiality_known', $q$confidentiality in ('normal', 'elevated')$q$),
    ('public.chunks', 'console_visibility_known', $q$visibility in ('public', 'internal', 'admin-only')$q$),
    ('public.chunks', 'console_confidentiality_known', $q$confidentiality in ('normal', 'elevated')$q$),
    ('public.chunks', 'console_chunk_index_not_negative', $q$chunk_index >= 0$q$)
  ) as t (relation, name, rule) loop
    continue when exists (select 1 from pg_constraint where conrelid = c.relation::regclass and conname = c.name);
    execute format('select exists (select 1 from %s where not (%s))', c.relation, c.rule) into broken;
    if broken then
      raise notice 'check % on % was left out: some rows do not meet it', c.name, c.relation;
    else
      execute format('alter table %s add constraint %I check (%s) not valid', c.relation, c.name, c.rule);
    end if;
  end loop;
end $$;

-- Indexes are recognised by what they index, not by name. A unique one that the rows do not allow is left out.
create or replace function pg_temp.ensure_index(relation text, definition text, is_unique boolean default false)
returns void language plpgsql as $$
begin
  if exists (
    select 1 from pg_index i
    where i.indrelid = relation::regclass and i.indisvalid and (i.indisunique or not is_unique)
      and lower(regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', '')) = lower(definition)
  ) then return; end if;
  execute format('create %s index on %s using %s', case when is_unique then 'unique' else '' end, relation, definition);
exception when unique_violation then
  raise notice 'unique index % on % was left out: some rows share a value', definition, relation;
end $$;

select pg_temp.ensure_index('public.documents', 'btree (path)');
select pg_temp.ensure_index('public.documents', 'btree (category, doc_type, status)');
select pg_temp.ensure_index('public.chunks', 'btree (document_id)');
select pg_temp.ensure_index('public.chunks', 'btree (document_id, chunk_index)', true);
select pg_temp.ensure_index('public.chunks', 'btree ("left"(heading_path, 500))');
select pg_temp.ensure_index('public.chunks', 'gin (section_labels)');
select pg_temp.ensure_index('public.chunks', 'gin (context_tags)');
select pg_temp.ensure_index('public.chunks', 'gin (guardrail_flags)');
select pg_temp.ensure_index('public.embeddings', 'btree (chunk_id)', true);
