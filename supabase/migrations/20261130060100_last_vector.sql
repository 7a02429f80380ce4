-- When a program sent a vector last, and of which model: who embeds questions itself must switch with a promotion,
-- whether or not its calls are logged.
set local lock_timeout = '3s';
alter table console.api_tokens add column if not exists last_vector_at timestamptz,
  add column if not exists last_vector_model text;
grant update (last_vector_at, last_vector_model) on console.api_tokens to perazzi_console;
