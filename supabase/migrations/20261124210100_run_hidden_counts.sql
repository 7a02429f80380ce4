-- How much of a run's figures is of documents that only admins may know of: for everybody else it is taken off.
set local lock_timeout = '3s';
alter table console.runs add column if not exists hidden_counts int[];
comment on column console.runs.hidden_counts is
  'documents total, scanned, new, updated, repaired, skipped, removed, failed; chunks written, reused, removed, embedded; warnings';
