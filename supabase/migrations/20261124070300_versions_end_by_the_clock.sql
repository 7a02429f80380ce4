-- When a version ended is the moment of the change, not the start of its transaction: a long one would look as if
-- it had ended before somebody read the table, and the local stack's transactions may start a statement early.
set local lock_timeout = '3s';
alter table console.document_versions alter column ended_at set default clock_timestamp();
alter table console.chunk_versions alter column ended_at set default clock_timestamp();
