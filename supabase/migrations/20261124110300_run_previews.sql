-- What a planner worked out of each document is kept until the plan is stored, so that the next one goes on where
-- it died. Numbers only; the key is a hash of the path and of everything that the numbers depend on.
set local lock_timeout = '3s';

create table if not exists console.run_previews (
  run_id uuid not null references console.runs (id) on delete cascade,
  key text not null,
  preview jsonb not null,
  at timestamptz not null default now(),
  primary key (run_id, key)
);
alter table console.run_previews enable row level security;
drop policy if exists console_all on console.run_previews;
create policy console_all on console.run_previews for all
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true);
revoke all on console.run_previews from public;
grant select on console.run_previews to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant insert, delete on console.run_previews to perazzi_ingest;
