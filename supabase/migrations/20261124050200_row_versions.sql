-- Documents and chunks as they were before each change or removal, by whoever made it, so that what a retrieval
-- returned can be shown next to what stands there now. The worker removes what no logged retrieval returned.
set local lock_timeout = '3s';

create table if not exists console.document_versions (
  document_id uuid not null,
  row_version bigint not null,
  ended_at timestamptz not null default now(),
  removed boolean not null,
  pricing_sensitive boolean not null,
  fields jsonb not null,
  primary key (document_id, row_version)
);
create index if not exists document_versions_ended on console.document_versions (ended_at);

-- `text` is null for documents that are sensitive to prices: theirs is not kept beyond its life.
create table if not exists console.chunk_versions (
  chunk_id uuid not null,
  row_version bigint not null,
  document_id uuid not null,
  ended_at timestamptz not null default now(),
  removed boolean not null,
  text text,
  fields jsonb not null,
  primary key (chunk_id, row_version)
);
create index if not exists chunk_versions_document on console.chunk_versions (document_id, ended_at);
create index if not exists chunk_versions_ended on console.chunk_versions (ended_at);

create or replace function console.keep_chunk(old_row public.chunks, gone boolean) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into console.chunk_versions (chunk_id, row_version, document_id, removed, text, fields)
  select old_row.id, old_row.row_version, old_row.document_id, gone,
    case when d.pricing_sensitive is false then old_row.text end,
    jsonb_strip_nulls(jsonb_build_object('chunk_index', old_row.chunk_index, 'chunk_count', old_row.chunk_count,
      'token_count', old_row.token_count,
      'heading', case when d.pricing_sensitive is false then old_row.heading end,
      'heading_path', case when d.pricing_sensitive is false then old_row.heading_path end,
      'section_labels', old_row.section_labels, 'primary_modes', old_row.primary_modes,
      'archetype_bias', old_row.archetype_bias, 'language', old_row.language, 'disciplines', old_row.disciplines,
      'platforms', old_row.platforms, 'audiences', old_row.audiences, 'visibility', old_row.visibility,
      'confidentiality', old_row.confidentiality, 'guardrail_flags', old_row.guardrail_flags,
      'context_tags', old_row.context_tags, 'related_entities', old_row.related_entities))
  from (select 1) one left join public.documents d on d.id = old_row.document_id
  on conflict (chunk_id, row_version) do nothing
$$;

create or replace function console.keep_chunk_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform console.keep_chunk(old, tg_op = 'DELETE');
  return null;
end $$;

create or replace function console.keep_document_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c public.chunks;
begin
  insert into console.document_versions (document_id, row_version, removed, pricing_sensitive, fields)
  values (old.id, old.row_version, tg_op = 'DELETE', old.pricing_sensitive, jsonb_strip_nulls(jsonb_build_object(
    'path', old.path, 'category', old.category, 'doc_type', old.doc_type, 'status', old.status,
    'embed_mode', old.embed_mode, 'pricing_sensitive', old.pricing_sensitive, 'language', old.language,
    'disciplines', old.disciplines, 'platforms', old.platforms, 'audiences', old.audiences, 'tags', old.tags,
    'visibility', old.visibility, 'confidentiality', old.confidentiality, 'guardrail_flags', old.guardrail_flags,
    'source_version', old.source_version, 'source_checksum', old.source_checksum, 'last_updated', old.last_updated,
    'effective_from', old.effective_from, 'expires_on', old.expires_on)
    || case when old.pricing_sensitive then '{}' else jsonb_build_object('title', old.title, 'summary', old.summary) end))
  on conflict (document_id, row_version) do nothing;
  if tg_op = 'DELETE' then
    -- Now, while the document says whether its text may be kept: the cascade comes after it is gone.
    for c in select * from public.chunks where document_id = old.id loop perform console.keep_chunk(c, true); end loop;
    return old;
  end if;
  if new.pricing_sensitive and not old.pricing_sensitive then
    update console.chunk_versions set text = null, fields = fields - 'heading' - 'heading_path'
      where document_id = old.id;
    update console.document_versions set fields = fields - 'title' - 'summary' where document_id = old.id;
    update console.retrieval_results set heading_path = null
      where document_id = old.id and console.holds_amount(heading_path);
  end if;
  return new;
end $$;

create or replace trigger console_keep_version after update on public.documents
  for each row when (old.row_version is distinct from new.row_version) execute function console.keep_document_version();
create or replace trigger console_keep_removed before delete on public.documents
  for each row execute function console.keep_document_version();
create or replace trigger console_keep_version after update on public.chunks
  for each row when (old.row_version is distinct from new.row_version) execute function console.keep_chunk_version();
create or replace trigger console_keep_removed after delete on public.chunks
  for each row execute function console.keep_chunk_version();

-- Removes versions that ended an hour ago and that no logged retrieval returned: by then every log is written.
create or replace function console.prune_versions(most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare pruned int; more int;
begin
  delete from console.chunk_versions where ctid = any(array(
    select v.ctid from console.chunk_versions v where v.ended_at < now() - interval '1 hour' and not exists (
      select 1 from console.retrieval_results r where r.chunk_id = v.chunk_id and r.chunk_version = v.row_version)
    limit most));
  get diagnostics pruned = row_count;
  delete from console.document_versions where ctid = any(array(
    select v.ctid from console.document_versions v where v.ended_at < now() - interval '1 hour' and not exists (
      select 1 from console.retrieval_results r where r.document_id = v.document_id and r.document_version = v.row_version)
    limit most));
  get diagnostics more = row_count;
  return pruned + more;
end $$;

revoke all on function console.keep_chunk(public.chunks, boolean), console.keep_chunk_version(),
  console.keep_document_version(), console.prune_versions(int) from public;
grant execute on function console.prune_versions(int) to perazzi_ingest;
revoke all on console.document_versions, console.chunk_versions from public;
grant select on console.document_versions, console.chunk_versions to perazzi_read, perazzi_curate, perazzi_console;

do $$
declare t text;
begin
  foreach t in array array['document_versions', 'chunk_versions'] loop
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
  end loop;
end $$;
