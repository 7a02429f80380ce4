-- What a run will do is worked out first and stored: one row a document, with what it pins. Workers take these
-- rows under leases; `fence` rises each time one is taken, and a write that names an older one writes nothing.
set local lock_timeout = '3s';

alter table console.runs
  add column if not exists manifest_checksum text,
  add column if not exists planned_at timestamptz,
  add column if not exists approved_at timestamptz,
  add column if not exists approved_by_label text,
  -- Why the run waits for a person.
  add column if not exists approval_reason text,
  add column if not exists retry_of uuid references console.runs (id) on delete set null;
create index if not exists runs_retry_of on console.runs (retry_of) where retry_of is not null;

-- Who works a run at the moment, on the database's clock.
create table if not exists console.run_leases (
  run_id uuid not null references console.runs (id) on delete cascade,
  worker uuid not null,
  environment text not null,
  lease_until timestamptz not null,
  primary key (run_id, worker)
);

create table if not exists console.run_plan_items (
  id bigint generated always as identity primary key,
  run_id uuid not null references console.runs (id) on delete cascade,
  ordinal int not null,
  path text,
  former_path text,
  document_id uuid,
  action text not null check (action in ('new', 'update', 'repair', 'remove', 'skip', 'fail', 're-embed')),
  reason text,
  message text,
  -- Pinned: another file or another version of the row than these was not planned for.
  file_checksum text,
  planned_version bigint,
  chunks_added int not null default 0,
  chunks_changed int not null default 0,
  chunks_kept int not null default 0,
  chunks_removed int not null default 0,
  -- Texts to buy, their tokens and what they cost at the price of that moment.
  inputs int not null default 0,
  tokens bigint not null default 0,
  cost numeric(16, 10) not null default 0,
  state text not null default 'planned' check (state in ('planned', 'working', 'done', 'failed', 'cancelled')),
  worker uuid,
  fence bigint not null default 0,
  attempts int not null default 0,
  -- How often somebody else changed the document first.
  races int not null default 0,
  -- What was done.
  done_added int not null default 0,
  done_changed int not null default 0,
  done_kept int not null default 0,
  done_removed int not null default 0,
  done_embedded int not null default 0,
  duration_ms int,
  finished_at timestamptz,
  -- The later run in which what failed here was mended.
  settled_by uuid,
  unique (run_id, ordinal)
);
create index if not exists run_plan_items_open on console.run_plan_items (run_id, attempts, ordinal)
  where state in ('planned', 'working');
create index if not exists run_plan_items_document on console.run_plan_items (document_id, id desc);
-- Two runs never work one document at the same time.
create unique index if not exists run_plan_items_worked on console.run_plan_items (path) where state = 'working';

do $$
declare t text;
begin
  foreach t in array array['run_leases', 'run_plan_items'] loop
    execute format('revoke all on console.%I from public', t);
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
    execute format('grant select on console.%I to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console', t);
    execute format('grant insert, update, delete on console.%I to perazzi_ingest', t);
  end loop;
end $$;

grant update (approved_at, approved_by_label, finished_at) on console.runs to perazzi_console;
