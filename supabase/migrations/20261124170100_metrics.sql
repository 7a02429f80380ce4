-- What monitoring reads: totals that only grow, whoever counts and however many programs do, and that outlive the
-- rows they were counted from. A row is one series and one bucket of its histogram: `le` is the bucket's upper bound,
-- infinity for what is above the last one, and for counters, which have no others.
set local lock_timeout = '3s';

create table if not exists console.metric_counts (
  metric text not null,
  labels jsonb not null default '{}',
  le double precision not null default 'infinity',
  observations bigint not null default 0,
  total double precision not null default 0,
  primary key (metric, labels, le)
);
alter table console.metric_counts enable row level security;
drop policy if exists console_all on console.metric_counts;
create policy console_all on console.metric_counts for all
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true);
revoke all on console.metric_counts from public;
grant select on console.metric_counts to perazzi_ingest, perazzi_console;

-- The smallest of the buckets, in seconds, that holds a duration.
create or replace function console.duration_bucket(seconds double precision) returns double precision
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(min(b), 'infinity'::float8)
  from unnest(array[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]::float8[]) b where b >= seconds
$$;

-- Adds to series: a list of {metric, labels, observations, total?, seconds?}; with seconds it is one of a histogram.
create or replace function console.count_metrics(given jsonb) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into console.metric_counts as m (metric, labels, le, observations, total)
  select g.metric, g.labels, case when g.seconds is null then 'infinity' else console.duration_bucket(g.seconds) end as le,
    sum(coalesce(g.observations, 1)), sum(coalesce(g.total, g.seconds * coalesce(g.observations, 1), 0))
  from jsonb_to_recordset(given) as g (metric text, labels jsonb, observations bigint, total float8, seconds float8)
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (metric, labels, le) do update set observations = m.observations + excluded.observations,
    total = m.total + excluded.total
$$;
revoke all on function console.duration_bucket(double precision), console.count_metrics(jsonb) from public;
grant execute on function console.count_metrics(jsonb) to perazzi_console;

create or replace function console.provider_metrics(call console.provider_calls) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_array(
    jsonb_build_object('metric', 'provider_requests',
      'labels', jsonb_build_object('model', call.model, 'cause', call.cause, 'outcome', call.outcome)),
    jsonb_build_object('metric', 'provider_tokens', 'total', call.tokens, 'labels', jsonb_build_object('model', call.model, 'cause', call.cause)),
    jsonb_build_object('metric', 'provider_cost', 'total', call.cost, 'labels', jsonb_build_object('model', call.model, 'cause', call.cause)),
    jsonb_build_object('metric', 'embedded_texts', 'labels', jsonb_build_object('model', call.model, 'cause', call.cause),
      'total', case when call.outcome = 'answered' then call.inputs else 0 end)
  ) || case when call.duration_ms is null then '[]' else jsonb_build_array(jsonb_build_object('metric', 'provider_seconds',
      'labels', jsonb_build_object('model', call.model), 'seconds', call.duration_ms / 1000.0)) end
$$;
revoke all on function console.provider_metrics(console.provider_calls) from public;

create or replace function console.on_provider_call_settled() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform console.count_metrics(console.provider_metrics(new));
  return null;
end $$;
revoke all on function console.on_provider_call_settled() from public;

do $$
begin
  if exists (select 1 from pg_trigger where tgrelid = 'console.provider_calls'::regclass and tgname = 'console_count_settled') then
    return;
  end if;
  -- With the trigger, so that a call settled meanwhile is counted once: by the one or by the other.
  lock table console.provider_calls in share row exclusive mode;
  perform console.count_metrics(console.provider_metrics(c)) from console.provider_calls c where c.outcome <> 'sent';
  perform console.count_metrics(jsonb_build_array(
      jsonb_build_object('metric', 'retrievals', 'labels', jsonb_build_object('origin', l.origin, 'status', l.status::text), 'observations', l.calls))
    || case when l.status >= 400 then '[]' else jsonb_build_array(jsonb_build_object('metric', 'retrieval_seconds',
      'labels', jsonb_build_object('origin', l.origin), 'seconds', l.total_ms / 1000.0)) end)
  from console.retrieval_log l;
  create trigger console_count_settled after update of outcome on console.provider_calls for each row
    when (old.outcome = 'sent' and new.outcome <> 'sent') execute function console.on_provider_call_settled();
end $$;
