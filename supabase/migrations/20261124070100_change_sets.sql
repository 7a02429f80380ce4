-- Change sets: what is asked for, each row as it was seen and as it became, and the way back.
set local lock_timeout = '3s';

alter table console.change_sets
  add column if not exists kind text not null default 'edit',
  add column if not exists state text not null default 'applied',
  add column if not exists subject_type text not null default 'document',
  add column if not exists scope jsonb not null default '{}',
  add column if not exists changes jsonb not null default '{}',
  add column if not exists reason text,
  add column if not exists predicted jsonb,
  add column if not exists actual jsonb,
  add column if not exists rows_total int not null default 0,
  add column if not exists rows_changed int not null default 0,
  add column if not exists rows_same int not null default 0,
  add column if not exists rows_skipped int not null default 0,
  add column if not exists undo_of uuid references console.change_sets (id),
  add column if not exists request_id text,
  add column if not exists decided_by_label text,
  add column if not exists decided_at timestamptz,
  add column if not exists touched_at timestamptz not null default now(),
  add column if not exists applied_at timestamptz;
do $$
begin
  if not exists (select 1 from pg_constraint where conname = 'change_sets_known') then
    alter table console.change_sets add constraint change_sets_known check (
      kind in ('edit', 'bulk', 'csv', 'undo', 'drift') and subject_type in ('document', 'chunk')
      and state in ('draft', 'waiting for approval', 'applying', 'applied', 'rejected')) not valid;
  end if;
end $$;

create table if not exists console.change_set_rows (
  change_set_id uuid not null references console.change_sets (id) on delete cascade,
  position int not null,
  subject_id uuid not null,
  label text not null,
  seen_version bigint not null,
  wanted jsonb,
  outcome text not null default 'pinned' check (outcome in ('pinned', 'changed', 'same', 'skipped')),
  why text,
  before jsonb,
  after jsonb,
  new_version bigint,
  primary key (change_set_id, subject_id)
);
create index if not exists change_set_rows_order on console.change_set_rows (change_set_id, position);
create index if not exists change_set_rows_subject on console.change_set_rows (subject_id);
create index if not exists change_sets_recent on console.change_sets (created_at desc, id desc) where state <> 'draft';
create index if not exists audit_log_change_set on console.audit_log (change_set_id) where change_set_id is not null;
create index if not exists audit_log_actor on console.audit_log (actor_label, at desc, id desc);
create index if not exists audit_log_field on console.audit_log (field, at desc, id desc);

-- What anybody noticed about a document or a chunk.
create table if not exists console.flags (
  id uuid primary key default console.uuid_v7(),
  subject_type text not null check (subject_type in ('document', 'chunk')),
  subject_id uuid not null,
  document_id uuid not null,
  label text not null,
  kind text not null default 'note' check (kind in ('note', 're-ingest')),
  note text not null,
  created_at timestamptz not null default now(),
  created_by uuid,
  created_by_label text not null,
  resolved_at timestamptz,
  resolved_by_label text,
  resolution text
);
create index if not exists flags_open on console.flags (created_at desc, id desc) where resolved_at is null;
create index if not exists flags_document on console.flags (document_id, created_at desc);

-- Drafts that nobody went on with; the ones that were applied stay for good.
create or replace function console.forget_drafts() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare gone int;
begin
  with old as (delete from console.change_sets where state = 'draft' and touched_at < now() - interval '1 day' returning 1)
  select count(*) into gone from old;
  return gone;
end $$;
revoke all on function console.forget_drafts() from public;
grant execute on function console.forget_drafts() to perazzi_curate;

grant select on console.change_set_rows, console.flags to perazzi_read, perazzi_curate, perazzi_console;
grant insert, update on console.change_set_rows to perazzi_curate;
grant update (name, note, state, changes, reason, predicted, actual, rows_total, rows_changed, rows_same, rows_skipped,
  decided_by_label, decided_at, touched_at, applied_at, request_id) on console.change_sets to perazzi_curate;
grant insert, update on console.flags to perazzi_curate;
do $$
declare t text;
begin
  foreach t in array array['change_set_rows', 'flags'] loop
    execute format('revoke all on console.%I from public', t);
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
  end loop;
end $$;
