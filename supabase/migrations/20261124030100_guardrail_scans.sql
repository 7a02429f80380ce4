-- What a search of everything stored for amounts found: places only, never an amount.
set local lock_timeout = '3s';

create table if not exists console.guardrail_scans (
  id uuid primary key default console.uuid_v7(),
  requested_at timestamptz not null default now(),
  requested_by_label text not null,
  started_at timestamptz,
  heartbeat_at timestamptz,
  finished_at timestamptz,
  error_message text,
  redaction_version text,
  rows_scanned bigint not null default 0,
  -- By level: a leak; redacted whenever it is read; an amount in a document without the pricing flag.
  leaks int not null default 0,
  redacted_on_reading int not null default 0,
  unmarked int not null default 0,
  -- Tables that the console may not read, and so did not search.
  unread text[] not null default '{}'
);
create index if not exists guardrail_scans_finished on console.guardrail_scans (finished_at desc nulls last, id desc);

create table if not exists console.guardrail_suspects (
  scan_id uuid not null references console.guardrail_scans (id) on delete cascade,
  n int not null,
  level text not null check (level in ('leak', 'redacted on reading', 'unmarked')),
  relation text not null,
  row_key text not null,
  field text not null,
  document_id uuid,
  primary key (scan_id, n)
);

do $$
declare t text;
begin
  foreach t in array array['guardrail_scans', 'guardrail_suspects'] loop
    execute format('revoke all on console.%I from public', t);
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
    execute format('grant select on console.%I to perazzi_read', t);
    execute format('grant select, insert, delete on console.%I to perazzi_console', t);
  end loop;
end $$;
grant update (started_at, heartbeat_at, finished_at, error_message, redaction_version, rows_scanned, leaks,
  redacted_on_reading, unmarked, unread) on console.guardrail_scans to perazzi_console;

-- A queue of its own: searching and cleaning never wait behind a run..
select pgboss.create_queue('guardrail', '{"policy": "standard", "retryLimit": 4, "retryDelay": 5, "retryBackoff": true,
  "retryDelayMax": 300, "expireInSeconds": 21600, "heartbeatSeconds": 10, "deadLetter": "dead"}');
