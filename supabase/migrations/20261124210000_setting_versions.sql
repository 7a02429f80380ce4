-- A setting has a version like every row that people edit, so that two admins do not write over each other.
set local lock_timeout = '3s';
alter table console.settings add column if not exists row_version bigint not null default 1;
create or replace trigger console_zz_row_version before update on console.settings
  for each row execute function console.bump_row_version();
