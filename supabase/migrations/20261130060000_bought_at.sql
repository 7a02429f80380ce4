-- When a vector was bought last: a run that buys anew takes what it bought itself, and nothing older.
set local lock_timeout = '3s';
alter table console.embedding_cache add column if not exists bought_at timestamptz not null default '-infinity';
alter table console.embedding_cache alter column bought_at set default now();
