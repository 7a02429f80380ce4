-- Where the corpus stands: one row per statement that wrote to the three base tables, whoever wrote. Rows become
-- visible when their transaction commits, so their number changes exactly when the corpus does, and writers never
-- wait for each other, as they would over one counter. Old rows are rolled up by the worker.
set local lock_timeout = '3s';

create table if not exists console.corpus_writes (
  id bigint generated always as identity primary key,
  at timestamptz not null default now()
);
create table if not exists console.corpus_writes_rolled_up (
  only_row boolean primary key default true check (only_row),
  writes bigint not null default 0
);
insert into console.corpus_writes_rolled_up default values on conflict do nothing;

create or replace function console.note_corpus_write() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into console.corpus_writes default values;
  return null;
end $$;

create or replace trigger console_note_write after insert or update or delete or truncate on public.documents
  for each statement execute function console.note_corpus_write();
create or replace trigger console_note_write after insert or update or delete or truncate on public.chunks
  for each statement execute function console.note_corpus_write();
create or replace trigger console_note_write after insert or update or delete or truncate on public.embeddings
  for each statement execute function console.note_corpus_write();

create or replace function console.corpus_version() returns bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
  select (select writes from console.corpus_writes_rolled_up) + (select count(*) from console.corpus_writes)
$$;

-- For the worker's upkeep: the version stays what it is.
create or replace function console.roll_up_corpus_writes() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare rolled bigint;
begin
  with gone as (delete from console.corpus_writes where at < now() - interval '1 minute' returning 1)
  update console.corpus_writes_rolled_up set writes = writes + (select count(*) from gone)
    returning (select count(*) from gone) into rolled;
  return rolled;
end $$;

alter table console.corpus_writes enable row level security;
alter table console.corpus_writes_rolled_up enable row level security;
drop policy if exists console_all on console.corpus_writes;
create policy console_all on console.corpus_writes for all
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true);
drop policy if exists console_all on console.corpus_writes_rolled_up;
create policy console_all on console.corpus_writes_rolled_up for all
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true);
revoke all on console.corpus_writes, console.corpus_writes_rolled_up from public;
revoke all on function console.note_corpus_write(), console.corpus_version(), console.roll_up_corpus_writes() from public;
grant select on console.corpus_writes, console.corpus_writes_rolled_up to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant execute on function console.corpus_version() to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant execute on function console.roll_up_corpus_writes() to perazzi_ingest;
