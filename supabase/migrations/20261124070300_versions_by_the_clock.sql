-- The moment of a change beside the start of its transaction: a long one would look as if it had ended before
-- somebody read the table, and the local stack's transactions may start a statement early.
set local lock_timeout = '3s';
alter table console.document_versions add column if not exists changed_at timestamptz;
alter table console.document_versions alter column changed_at set default clock_timestamp();
alter table console.chunk_versions add column if not exists changed_at timestamptz;
alter table console.chunk_versions alter column changed_at set default clock_timestamp();
