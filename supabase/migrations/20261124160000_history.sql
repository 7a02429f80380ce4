-- What the charts of history need: failed documents of a run, requests to the provider summed by day, and the state of
-- the corpus as it was once a day.
set local lock_timeout = '3s';

create index if not exists run_events_errors on console.run_events (run_id) where level = 'error';

-- Days that are over, in the zone in which days are shown. Another zone: they are summed anew.
create table if not exists console.provider_days (
  zone text not null,
  day date not null,
  cause text not null,
  -- A person, a program or a consumer; '' where nobody was named.
  who text not null,
  model text not null,
  calls int not null,
  failed int not null,
  inputs bigint not null,
  tokens bigint not null,
  cost numeric(18, 10) not null,
  primary key (zone, day, cause, who, model)
);
-- Up to which day, that day included, the sums of a zone are whole. Later days are read from the requests themselves.
create table if not exists console.provider_day_marks (
  zone text primary key,
  summed_to date not null
);

-- One row a day for what everybody may see, one for all there is. Recorded from the first day on: what was before is unknown.
create table if not exists console.corpus_days (
  day date not null,
  restricted boolean not null,
  taken_at timestamptz not null default now(),
  documents int not null,
  active int not null,
  documents_embedded int not null,
  documents_stale int not null,
  documents_missing int not null,
  chunks int not null,
  chunks_embedded int not null,
  chunks_stale int not null,
  chunks_missing int not null,
  primary key (day, restricted)
);

do $$
declare t text;
begin
  foreach t in array array['provider_days', 'provider_day_marks', 'corpus_days'] loop
    execute format('revoke all on console.%I from public', t);
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
    execute format('grant select on console.%I to perazzi_read', t);
    execute format('grant select, insert, update, delete on console.%I to perazzi_console', t);
  end loop;
end $$;
