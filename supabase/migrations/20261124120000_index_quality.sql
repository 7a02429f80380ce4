-- How good the vector index is for the whole corpus, kept over time. A question stands here by reference only:
-- its words stay where they are, with those who may read them.
set local lock_timeout = '3s';

create table if not exists console.index_measures (
  id uuid primary key default console.uuid_v7(),
  requested_at timestamptz not null default now(),
  requested_by uuid,
  requested_by_label text not null,
  started_at timestamptz,
  heartbeat_at timestamptz,
  finished_at timestamptz,
  error_message text,
  -- The settings in force when it began, and the corpus that it was asked of.
  configuration jsonb,
  configuration_hash text,
  corpus_version bigint,
  -- Over the questions that could be measured.
  measured int not null default 0,
  unmeasured int not null default 0,
  mean_recall real,
  p5_recall real,
  perfect int not null default 0
);
create index if not exists index_measures_recent on console.index_measures (requested_at desc, id desc);

-- `ref_id` is the saved query, the row of somebody's history, the logged retrieval, or the sampled chunk.
create table if not exists console.index_measure_questions (
  measure_id uuid not null references console.index_measures (id) on delete cascade,
  n int not null,
  source text not null check (source in ('saved', 'history', 'programs', 'sample')),
  ref_id uuid not null,
  done_at timestamptz,
  recall real,
  compared int,
  plan text,
  plan_ms real,
  exact_ms real,
  missed uuid[] not null default '{}',
  problem text,
  primary key (measure_id, n)
);

do $$
declare t text;
begin
  foreach t in array array['index_measures', 'index_measure_questions'] loop
    execute format('revoke all on console.%I from public', t);
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
    execute format('grant select, insert, delete on console.%I to perazzi_console', t);
  end loop;
end $$;
grant update (started_at, heartbeat_at, finished_at, error_message, configuration, configuration_hash, corpus_version,
  measured, unmeasured, mean_recall, p5_recall, perfect) on console.index_measures to perazzi_console;
grant update (done_at, recall, compared, plan, plan_ms, exact_ms, missed, problem)
  on console.index_measure_questions to perazzi_console;
