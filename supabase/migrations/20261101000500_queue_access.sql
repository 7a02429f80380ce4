-- One queue for runs, one for those that failed each time, and who may touch them: the worker alone.
set local lock_timeout = '3s';

select pgboss.create_queue('dead', '{"policy": "standard", "retryLimit": 0, "retentionSeconds": 2592000}');
-- A dead worker shows after 10 s; each attempt may take 6 hours.
select pgboss.create_queue('runs', '{"policy": "standard", "retryLimit": 5, "retryDelay": 5, "retryBackoff": true,
  "retryDelayMax": 300, "expireInSeconds": 21600, "heartbeatSeconds": 10, "deadLetter": "dead"}');

revoke all on schema pgboss from public;
revoke all on all tables in schema pgboss from public;
revoke all on all functions in schema pgboss from public;
grant usage on schema pgboss to perazzi_ingest;
grant select, insert, update, delete on all tables in schema pgboss to perazzi_ingest;
grant execute on all functions in schema pgboss to perazzi_ingest;
revoke execute on function pgboss.create_queue(text, jsonb), pgboss.delete_queue(text),
  pgboss.job_table_run(text, text, text), pgboss.job_table_run_async(text, int, text, text, text) from perazzi_ingest;
do $$
declare t record;
begin
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'pgboss' and c.relkind in ('r', 'p') loop
    execute format('alter table pgboss.%I enable row level security', t.relname);
    execute format('drop policy if exists console_ingest on pgboss.%I', t.relname);
    execute format('create policy console_ingest on pgboss.%I for all to perazzi_ingest using (true) with check (true)', t.relname);
  end loop;
end $$;

-- The one way for others to send a job. A job of the same singleton that still waits is returned instead.
create or replace function console.enqueue_job(queue text, job_id uuid, data jsonb, singleton text default null) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare waiting uuid;
begin
  if queue is distinct from 'runs' then
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
  select job_id, q.name, data, singleton, q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max,
    q.expire_seconds, q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.policy, q.dead_letter,
    q.heartbeat_seconds
  from pgboss.queue q where q.name = queue
  on conflict do nothing;
  return job_id;
end $$;

-- Asks for a run: its row and its job, in the caller's transaction. The same key returns the earlier run.
create or replace function console.request_run(kind text, mode text, environment text, requested_by uuid,
  requested_by_label text, scope jsonb, options jsonb, idempotency_key text) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare run uuid; theirs text := (select s.value #>> '{}' from console.settings s where s.key = 'environment');
begin
  if theirs is distinct from environment then
    raise exception 'this database belongs to the environment %, not %', coalesce(theirs, '(none yet)'), environment
      using errcode = 'invalid_parameter_value';
  end if;
  insert into console.runs as r (kind, mode, environment, requested_by, requested_by_label, scope, options, idempotency_key)
  values (kind, coalesce(mode, 'incremental'), environment, requested_by, requested_by_label,
    coalesce(scope, '{}'), coalesce(options, '{}'), idempotency_key)
  on conflict on constraint runs_idempotency_key_key do nothing
  returning r.id into run;
  if run is null then
    return (select r.id from console.runs r where r.idempotency_key = request_run.idempotency_key);
  end if;
  perform console.enqueue_job('runs', run, jsonb_build_object('runId', run));
  return run;
end $$;

revoke all on function console.enqueue_job(text, uuid, jsonb, text) from public;
revoke all on function console.request_run(text, text, text, uuid, text, jsonb, jsonb, text) from public;
grant execute on function console.enqueue_job(text, uuid, jsonb, text) to perazzi_curate, perazzi_ingest, perazzi_console;
grant execute on function console.request_run(text, text, text, uuid, text, jsonb, jsonb, text) to perazzi_curate, perazzi_console;
