-- More queues than `runs`, each for one kind of job; which payload it takes stands in lib/jobs/schemas.ts and
-- what is done with it in lib/worker/jobs.ts. A job gets five attempts, then it is set aside in `dead`.
set local lock_timeout = '3s';

do $$
declare q text;
begin
  foreach q in array array['housekeeping', 'index-quality', 'change-effects', 'shadow'] loop
    perform pgboss.create_queue(q, '{"policy": "standard", "retryLimit": 4, "retryDelay": 5, "retryBackoff": true,
      "retryDelayMax": 300, "expireInSeconds": 21600, "heartbeatSeconds": 10, "deadLetter": "dead"}');
  end loop;
  update pgboss.queue set retry_limit = 4 where name = 'runs';
end $$;

-- The one way for others to send a job. A job of the same singleton that still waits is returned instead.
-- Each job carries the environment of this database, so that a worker of another one refuses it.
create or replace function console.enqueue_job(queue text, job_id uuid, data jsonb, singleton text default null) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare waiting uuid; home text := (select s.value #>> '{}' from console.settings s where s.key = 'environment');
begin
  if queue is null or queue = 'dead' or not exists (select 1 from pgboss.queue q where q.name = queue) then
    raise exception 'there is no queue % to send to', queue using errcode = 'invalid_parameter_value';
  end if;
  if singleton is not null then
    perform pg_advisory_xact_lock(hashtextextended('console job ' || queue || ' ' || singleton, 0));
    select j.id into waiting from pgboss.job j
      where j.name = queue and j.singleton_key = singleton and j.state < 'active' order by j.created_on, j.id limit 1;
    if waiting is not null then return waiting; end if;
  end if;
  insert into pgboss.job (id, name, data, singleton_key, retry_limit, retry_delay, retry_backoff, retry_delay_max,
    expire_seconds, deletion_seconds, keep_until, policy, dead_letter, heartbeat_seconds)
  select job_id, q.name, coalesce(data, '{}') || jsonb_strip_nulls(jsonb_build_object('environment', home)), singleton,
    q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds, q.deletion_seconds,
    now() + q.retention_seconds * interval '1 second', q.policy, q.dead_letter, q.heartbeat_seconds
  from pgboss.queue q where q.name = queue
  on conflict do nothing;
  return job_id;
end $$;

-- When each periodic task was last started, by whichever worker came first.
create table if not exists console.periodic_tasks (
  name text primary key,
  last_started_at timestamptz not null default now()
);
alter table console.periodic_tasks enable row level security;
drop policy if exists console_all on console.periodic_tasks;
create policy console_all on console.periodic_tasks for all
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true);
revoke all on console.periodic_tasks from public;
grant select on console.periodic_tasks to perazzi_read, perazzi_ingest, perazzi_console;
grant insert, update on console.periodic_tasks to perazzi_ingest;
