-- A run that cleans what may hold amounts goes to the head of the queue.
set local lock_timeout = '3s';

create or replace function console.hasten_run(run uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update pgboss.job set priority = 100 where name = 'runs' and data ->> 'runId' = run::text and state < 'active'
$$;
revoke all on function console.hasten_run(uuid) from public;
grant execute on function console.hasten_run(uuid) to perazzi_curate;
