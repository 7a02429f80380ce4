-- What people keep of the retrieval lab: configurations, queries in sets, frozen results, their own history.
set local lock_timeout = '3s';

create table if not exists console.saved_configurations (
  id uuid primary key default console.uuid_v7(),
  name text not null check (length(btrim(name)) between 1 and 120),
  note text,
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  shared boolean not null default true,
  owner_id uuid not null,
  owner_label text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version bigint not null default 1
);
create unique index if not exists saved_configurations_shared_name
  on console.saved_configurations (lower(name)) where shared;
create unique index if not exists saved_configurations_private_name
  on console.saved_configurations (owner_id, lower(name)) where not shared;

create table if not exists console.query_sets (
  id uuid primary key default console.uuid_v7(),
  name text not null check (length(btrim(name)) between 1 and 120),
  created_at timestamptz not null default now(),
  created_by uuid not null,
  created_by_label text not null
);
create unique index if not exists query_sets_name on console.query_sets (lower(name));

-- `expected` and `unwanted` are lists of {kind: document | chunk, id, path, heading}: the path and the heading
-- say what was meant when a chunk has been replaced.
create table if not exists console.saved_queries (
  id uuid primary key default console.uuid_v7(),
  set_id uuid references console.query_sets (id) on delete set null,
  name text not null check (length(btrim(name)) between 1 and 200),
  text text not null check (length(btrim(text)) between 1 and 8000),
  context jsonb not null default '{}',
  filters jsonb not null default '{}',
  expected jsonb not null default '[]',
  unwanted jsonb not null default '[]',
  note text,
  shared boolean not null default true,
  owner_id uuid not null,
  owner_label text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  row_version bigint not null default 1
);
create index if not exists saved_queries_set on console.saved_queries (set_id, name, id);
create index if not exists saved_queries_owner on console.saved_queries (owner_id);

-- One row a person and question; asking again moves it up.
create table if not exists console.query_history (
  id uuid primary key default console.uuid_v7(),
  staff_id uuid not null references console.staff (id) on delete cascade,
  text text not null,
  context jsonb not null default '{}',
  lanes jsonb not null default '[]',
  times int not null default 1,
  asked_at timestamptz not null default now()
);
create unique index if not exists query_history_question on console.query_history (staff_id, md5(text));
create index if not exists query_history_recent on console.query_history (staff_id, asked_at desc, id desc);

-- Never changed once written: nobody is granted more than insert and select.
create table if not exists console.frozen_results (
  id uuid primary key default console.uuid_v7(),
  title text,
  query text not null,
  context jsonb not null default '{}',
  lanes jsonb not null,
  corpus_state jsonb not null,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  created_by_label text not null
);
create index if not exists frozen_results_recent on console.frozen_results (created_at desc, id desc);

create or replace trigger console_zz_row_version before update on console.saved_configurations
  for each row execute function console.bump_row_version();
create or replace trigger console_zz_row_version before update on console.saved_queries
  for each row execute function console.bump_row_version();

revoke all on console.saved_configurations, console.query_sets, console.saved_queries, console.query_history,
  console.frozen_results from public;
grant select, insert, update, delete on console.saved_configurations, console.query_sets, console.saved_queries,
  console.query_history to perazzi_console;
grant select, insert on console.frozen_results to perazzi_console;
-- Previews of edits and the measure of the index run over these.
grant select on console.saved_configurations, console.query_sets, console.saved_queries, console.query_history
  to perazzi_read, perazzi_curate, perazzi_ingest;

do $$
declare t text;
begin
  foreach t in array array['saved_configurations', 'query_sets', 'saved_queries', 'query_history', 'frozen_results'] loop
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
  end loop;
end $$;
