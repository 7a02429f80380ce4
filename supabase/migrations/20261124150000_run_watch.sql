-- What a run's page shows without adding anything up: what was planned at which price, how far it is in chunks and
-- how fast, with which configuration it runs, who took it up again, and why it does not go on at the moment.
set local lock_timeout = '3s';

alter table console.runs
  -- Texts to embed, their tokens, requests and US dollars as planned, and the price that this was reckoned with.
  add column if not exists planned_inputs int not null default 0,
  add column if not exists planned_tokens bigint not null default 0,
  add column if not exists planned_requests int not null default 0,
  add column if not exists planned_cost numeric(16, 10) not null default 0,
  add column if not exists price_per_million numeric(12, 6),
  add column if not exists price_since date,
  -- Of the planned texts: those embedded so far, and how many a second lately.
  add column if not exists inputs_done int not null default 0,
  add column if not exists inputs_per_second real,
  add column if not exists configuration jsonb not null default '{}',
  -- How often a program that worked it fell silent, and when that was last noticed.
  add column if not exists taken_up int not null default 0,
  add column if not exists taken_up_at timestamptz,
  -- Why it stands still; 'budget' goes on by itself once tokens are left.
  add column if not exists problem text,
  add column if not exists problem_at timestamptz,
  add column if not exists held_by text check (held_by in ('budget')),
  -- The tokens that were one too many.
  add column if not exists held_tokens bigint;
