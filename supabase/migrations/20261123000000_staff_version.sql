-- The version of what an admin edits; binding an account to its row is no edit and leaves it.
set local lock_timeout = '3s';
alter table console.staff add column if not exists row_version bigint not null default 1;
create or replace trigger console_zz_row_version before update of email, role on console.staff
  for each row execute function console.bump_row_version();
