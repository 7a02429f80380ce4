-- A filling that waits for the day's budget: what its next request would take. Null: it does not wait.
set local lock_timeout = '3s';
alter table console.shadow_sets add column if not exists held_tokens bigint;
