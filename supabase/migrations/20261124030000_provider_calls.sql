-- Every request to an embedding provider: written before it leaves, settled when its answer is there. Never a text.
set local lock_timeout = '3s';

create table if not exists console.provider_calls (
  id uuid primary key default console.uuid_v7(),
  at timestamptz not null default now(),
  cause text not null check (cause in ('run', 'lab', 'preview', 'consumer', 'shadow', 'evaluation')),
  -- No references: a booking outlives what it was for.
  run_id uuid,
  actor_id uuid,
  actor_label text,
  api_token_id uuid,
  model text not null,
  inputs int not null check (inputs > 0),
  -- Counted by us until the provider says how many; 0 where it refused.
  tokens bigint not null default 0,
  price_per_million numeric(12, 6) not null,
  cost numeric(16, 10) not null default 0,
  duration_ms int,
  -- A row that stays 'sent' belongs to a program that was killed: it may have been charged.
  outcome text not null default 'sent' check (outcome in ('sent', 'answered', 'broken answer', 'rate limited',
    'quota spent', 'refused', 'not allowed', 'provider error', 'no answer', 'stopped')),
  http_status int
);
create index if not exists provider_calls_at on console.provider_calls (at desc, id desc);
create index if not exists provider_calls_run on console.provider_calls (run_id, at) where run_id is not null;
create index if not exists provider_calls_token on console.provider_calls (api_token_id, at) where api_token_id is not null;

-- Whose texts a request held: what an exposure report asks. A new document has a path before it has an id.
create table if not exists console.provider_call_documents (
  call_id uuid not null references console.provider_calls (id) on delete cascade,
  path text not null,
  document_id uuid,
  inputs int not null,
  primary key (call_id, path)
);
create index if not exists provider_call_documents_path on console.provider_call_documents (path);
create index if not exists provider_call_documents_document on console.provider_call_documents (document_id)
  where document_id is not null;

do $$
declare t text;
begin
  foreach t in array array['provider_calls', 'provider_call_documents'] loop
    execute format('revoke all on console.%I from public', t);
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
    execute format('grant select on console.%I to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console', t);
    execute format('grant insert on console.%I to perazzi_console', t);
  end loop;
end $$;
grant update (tokens, cost, duration_ms, outcome, http_status) on console.provider_calls to perazzi_console;
