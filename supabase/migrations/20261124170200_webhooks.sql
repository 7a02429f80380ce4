-- A run that ends is told to the address in the environment, at least once: a delivery and its job are written in
-- the transaction that ends the run. Where there is no address, the worker drops the delivery.
set local lock_timeout = '3s';

-- Twelve further tries, 10 s to an hour apart: four hours or so.
select pgboss.create_queue('webhooks', '{"policy": "standard", "retryLimit": 12, "retryDelay": 10, "retryBackoff": true,
  "retryDelayMax": 3600, "expireInSeconds": 300, "heartbeatSeconds": 10, "deadLetter": "dead"}');

create table if not exists console.webhook_deliveries (
  id uuid primary key default console.uuid_v7(),
  run_id uuid not null unique references console.runs (id) on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given up')),
  created_at timestamptz not null default now(),
  attempts int not null default 0,
  last_attempt_at timestamptz,
  http_status int,
  error text,
  delivered_at timestamptz
);
alter table console.webhook_deliveries enable row level security;
drop policy if exists console_all on console.webhook_deliveries;
create policy console_all on console.webhook_deliveries for all
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true);
revoke all on console.webhook_deliveries from public;
grant select on console.webhook_deliveries to perazzi_read, perazzi_console;
grant select, update, delete on console.webhook_deliveries to perazzi_ingest;

create or replace function console.on_run_ended() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare delivery uuid;
begin
  insert into console.webhook_deliveries (run_id) values (new.id) on conflict (run_id) do nothing returning id into delivery;
  if delivery is not null then
    perform console.enqueue_job('webhooks', gen_random_uuid(), jsonb_build_object('deliveryId', delivery));
  end if;
  return null;
end $$;
revoke all on function console.on_run_ended() from public;
create or replace trigger console_run_ended after update of finished_at on console.runs for each row
  when (old.finished_at is null and new.finished_at is not null) execute function console.on_run_ended();
