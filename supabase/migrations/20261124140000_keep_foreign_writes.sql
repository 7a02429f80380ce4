-- What another program wrote may also be right: then it is set aside without being put back, by whom and when.
set local lock_timeout = '3s';
alter table console.foreign_writes
  add column if not exists kept_at timestamptz,
  add column if not exists kept_by text;
grant update (kept_at, kept_by) on console.foreign_writes to perazzi_curate;
create index if not exists foreign_writes_unsettled on console.foreign_writes (id desc)
  where restored_at is null and kept_at is null;
