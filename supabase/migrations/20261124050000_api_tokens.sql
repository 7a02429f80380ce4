-- Access tokens of the programs that call the runtime API. The secret itself is never stored: `lookup` finds
-- the row, `secret_hash` (SHA-256 of 256 random bits, so no slow hash is needed) proves it.
set local lock_timeout = '3s';

create table if not exists console.api_tokens (
  id uuid primary key default console.uuid_v7(),
  -- Tokens that replaced one another share a family, and with it one limit.
  family_id uuid not null,
  consumer text not null check (length(btrim(consumer)) between 1 and 120),
  lookup text not null unique check (lookup ~ '^[0-9a-f]{12}$'),
  secret_hash bytea not null check (length(secret_hash) = 32),
  scopes text[] not null check (cardinality(scopes) > 0),
  visibility text not null default 'public' check (visibility in ('public', 'internal', 'admin-only')),
  confidentiality text not null default 'normal' check (confidentiality in ('normal', 'elevated')),
  requests_per_minute int not null check (requests_per_minute between 1 and 100000),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid,
  created_by_label text not null,
  row_version bigint not null default 1
);
create index if not exists api_tokens_family on console.api_tokens (family_id);
create or replace trigger console_zz_row_version
  before update of consumer, scopes, visibility, confidentiality, requests_per_minute, expires_at, revoked_at
  on console.api_tokens for each row execute function console.bump_row_version();

-- The time at which a family's allowance is full again. A table of its own: it changes with every request.
create table if not exists console.api_token_limits (
  family_id uuid primary key,
  full_at timestamptz not null
);

revoke all on console.api_tokens, console.api_token_limits from public;
grant select, insert on console.api_tokens to perazzi_console;
grant update (expires_at, revoked_at, last_used_at) on console.api_tokens to perazzi_console;
grant select, insert, update, delete on console.api_token_limits to perazzi_console;

do $$
declare t text;
begin
  foreach t in array array['api_tokens', 'api_token_limits'] loop
    execute format('alter table console.%I enable row level security', t);
    execute format('drop policy if exists console_all on console.%I', t);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t);
  end loop;
end $$;
