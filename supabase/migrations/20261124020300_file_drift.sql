-- Where files, manifest and database differ, as a worker saw it last: web has no files.
set local lock_timeout = '3s';
create table if not exists console.file_drift (
  path text primary key,
  kind text not null check (kind in ('changed', 'new', 'missing', 'dropped', 'unlisted')),
  document_id uuid,
  reason text not null,
  -- For a file that the manifest does not list: the row that would.
  manifest_row text,
  found_at timestamptz not null default now()
);
create index if not exists file_drift_kind on console.file_drift (kind, path);
alter table console.file_drift enable row level security;
drop policy if exists console_all on console.file_drift;
create policy console_all on console.file_drift for all
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true);
revoke all on console.file_drift from public;
grant select on console.file_drift to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant insert, update, delete on console.file_drift to perazzi_ingest;
