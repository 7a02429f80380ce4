-- The console's own tables, in a schema of their own that the Data API does not expose.
set local lock_timeout = '3s';
create schema if not exists console;
select set_config('search_path', 'public, ' || quote_ident(n.nspname), true)
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'vector';

-- Time-ordered ids for the console's rows (RFC 9562, version 7).
create or replace function console.uuid_v7() returns uuid language sql volatile set search_path = pg_catalog as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
    52, 1), 53, 1), 'hex')::uuid
$$;

create table if not exists console.settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by uuid
);

create table if not exists console.staff (
  id uuid primary key default console.uuid_v7(),
  user_id uuid unique,
  email text not null unique check (email = lower(btrim(email))),
  role text not null check (role in ('viewer', 'content_owner', 'qa', 'admin')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists console.change_sets (
  id uuid primary key default console.uuid_v7(),
  name text,
  note text,
  created_at timestamptz not null default now(),
  created_by uuid,
  created_by_label text not null
);

create table if not exists console.audit_log (
  id uuid primary key default console.uuid_v7(),
  at timestamptz not null default now(),
  actor_id uuid,
  actor_label text not null,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  subject_label text,
  field text,
  from_value jsonb,
  to_value jsonb,
  reason text,
  change_set_id uuid references console.change_sets (id),
  request_id text
);
create index if not exists audit_log_at on console.audit_log (at desc, id desc);
create index if not exists audit_log_subject on console.audit_log (subject_type, subject_id, at desc);

create table if not exists console.runs (
  id uuid primary key default console.uuid_v7(),
  kind text not null check (kind in ('ingest', 'reembed')),
  mode text not null default 'incremental' check (mode in ('incremental', 'full', 'dry-run', 'audit', 'stale', 'selection')),
  environment text not null,
  requested_by uuid,
  requested_by_label text not null,
  scope jsonb not null default '{}',
  options jsonb not null default '{}',
  state text not null default 'queued' check (state in ('queued', 'planning', 'waiting for approval', 'running',
    'cancelling', 'cancelled', 'succeeded', 'succeeded with errors', 'failed')),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  heartbeat_at timestamptz,
  finished_at timestamptz,
  documents_total int not null default 0,
  documents_scanned int not null default 0,
  documents_new int not null default 0,
  documents_updated int not null default 0,
  documents_repaired int not null default 0,
  documents_skipped int not null default 0,
  documents_removed int not null default 0,
  documents_failed int not null default 0,
  chunks_written int not null default 0,
  chunks_reused int not null default 0,
  chunks_removed int not null default 0,
  chunks_embedded int not null default 0,
  tokens bigint not null default 0,
  embedding_requests int not null default 0,
  errors int not null default 0,
  warnings int not null default 0,
  estimated_cost numeric(12, 6) not null default 0,
  embedding_model text,
  code_version text,
  error_message text,
  idempotency_key text unique
);
create index if not exists runs_created on console.runs (created_at desc, id desc);
create index if not exists runs_active on console.runs (state) where finished_at is null;

create table if not exists console.run_events (
  id bigint generated always as identity primary key,
  run_id uuid not null references console.runs (id) on delete cascade,
  at timestamptz not null default now(),
  level text not null default 'info' check (level in ('info', 'warning', 'error')),
  document_id uuid,
  path text,
  action text not null,
  reason text,
  message text,
  chunks_added int not null default 0,
  chunks_kept int not null default 0,
  chunks_removed int not null default 0,
  tokens bigint not null default 0,
  duration_ms int
);
create index if not exists run_events_run on console.run_events (run_id, id);
create index if not exists run_events_document on console.run_events (document_id, id desc);

-- The redacted source text of each document, as the pages show it, and the place of each chunk in it.
create table if not exists console.document_sources (
  document_id uuid primary key references public.documents (id) on delete cascade,
  text text not null,
  redaction_version text not null,
  updated_at timestamptz not null default now()
);
create table if not exists console.chunk_places (
  chunk_id uuid primary key references public.chunks (id) on delete cascade,
  start_offset int not null,
  end_offset int not null
);

create table if not exists console.parked_embeddings (
  chunk_id uuid primary key references public.chunks (id) on delete cascade,
  embedding_model text not null,
  embedding vector(3072) not null,
  embedding_norm real,
  created_at timestamptz,
  parked_at timestamptz not null default now(),
  reason text not null
);

-- Every vector that was ever bought, by what was asked: a stored vector is never bought again.
create table if not exists console.embedding_cache (
  text_hash text not null,
  embedding_model text not null,
  redaction_version text not null,
  dimensions int not null,
  embedding vector(3072) not null,
  created_at timestamptz not null default now(),
  primary key (text_hash, embedding_model, redaction_version, dimensions)
);

create table if not exists console.idempotency_keys (
  actor text not null,
  key text not null,
  route text not null,
  body_hash text not null,
  status int,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);

create table if not exists console.rate_limits (
  bucket text not null,
  window_start timestamptz not null,
  hits int not null default 0,
  primary key (bucket, window_start)
);

-- What has been applied, for logins that may not read the migration records themselves.
create or replace function console.applied_versions() returns setof text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare t text;
begin
  foreach t in array array['supabase_migrations.schema_migrations', 'console.schema_migrations'] loop
    if to_regclass(t) is not null then return query execute format('select version::text from %s', t); end if;
  end loop;
end $$;
