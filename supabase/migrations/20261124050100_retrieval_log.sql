-- What was asked and answered: ids, versions, scores and times. No text of a chunk; a query's only where a
-- setting says so. Written after the answer, so nothing here refers to rows that could keep it from being written.
set local lock_timeout = '3s';

create table if not exists console.retrieval_log (
  id uuid primary key,
  at timestamptz not null,
  origin text not null check (origin in ('api', 'lab')),
  token_id uuid,
  actor_id uuid,
  request_id text,
  -- Refusals of one token in a row are one row.
  calls int not null default 1 check (calls > 0),
  status int not null,
  error_code text,
  asked_with text not null check (asked_with in ('query', 'vector', 'nothing')),
  query_characters int,
  query_text text,
  configuration jsonb,
  configuration_hash text,
  visibility text not null default 'public',
  confidentiality text not null default 'normal',
  plan text,
  model text,
  degraded text,
  corpus_state jsonb,
  candidates int,
  result_count int not null default 0,
  top_score real,
  total_ms real not null,
  timings jsonb not null default '{}'
);
create index if not exists retrieval_log_at on console.retrieval_log (at desc, id desc);
create index if not exists retrieval_log_token on console.retrieval_log (token_id, at desc) where token_id is not null;
create index if not exists retrieval_log_actor on console.retrieval_log (actor_id, at desc) where actor_id is not null;

-- One row a chunk returned, as it was in the snapshot that answered. `text_hash` is SHA-256 of the text given out.
create table if not exists console.retrieval_results (
  retrieval_id uuid not null references console.retrieval_log (id) on delete cascade,
  rank int not null,
  at timestamptz not null,
  chunk_id uuid not null,
  document_id uuid not null,
  chunk_version bigint,
  document_version bigint,
  text_hash text not null,
  chunk_index int not null,
  path text not null,
  heading_path text,
  visibility text not null default 'public',
  confidentiality text not null default 'normal',
  score real not null,
  similarity real,
  full_text_score real,
  rank_before int,
  primary key (retrieval_id, rank)
);
create index if not exists retrieval_results_chunk on console.retrieval_results (chunk_id, at desc);
create index if not exists retrieval_results_document on console.retrieval_results (document_id, at desc);
create index if not exists retrieval_results_at on console.retrieval_results (at, document_id, chunk_id);

-- What could not be written because too much waited: counted, so that a gap shows as a gap.
create table if not exists console.retrieval_drops (
  id uuid primary key default console.uuid_v7(),
  at timestamptz not null default now(),
  dropped int not null check (dropped > 0)
);
create index if not exists retrieval_drops_at on console.retrieval_drops (at);

revoke all on console.retrieval_log, console.retrieval_results, console.retrieval_drops from public;
grant select, insert on console.retrieval_log, console.retrieval_results, console.retrieval_drops to perazzi_console;
grant select on console.retrieval_log, console.retrieval_results to perazzi_read, perazzi_curate;
grant select, delete on console.retrieval_log, console.retrieval_results, console.retrieval_drops to perazzi_ingest;

do $$
declare t text;
begin
  foreach t in array array['retrieval_log', 'retrieval_results', 'retrieval_drops'] loop
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
  end loop;
end $$;
