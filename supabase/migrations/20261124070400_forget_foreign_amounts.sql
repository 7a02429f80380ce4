-- What other software wrote before a document turned out to be price-sensitive: its amounts go from the list of
-- such writes in the transaction that switches the flag on. A value that went can no longer be restored.
set local lock_timeout = '3s';

create or replace function console.without_amounts(value jsonb) returns jsonb language sql immutable set search_path = pg_catalog as $$
  select coalesce(jsonb_object_agg(e.key, e.value) filter (where not console.holds_amount(e.value)), '{}') from jsonb_each(value) e
$$;
create or replace function console.forget_foreign_amounts() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update console.foreign_writes set before = console.without_amounts(before), after = console.without_amounts(after)
    where document_id = new.id and (console.holds_amount(before) or console.holds_amount(after));
  return null;
end $$;
revoke all on function console.without_amounts(jsonb), console.forget_foreign_amounts() from public;
create or replace trigger console_zz_forget_foreign_amounts after update of pricing_sensitive on public.documents
  for each row when (new.pricing_sensitive and not old.pricing_sensitive)
  execute function console.forget_foreign_amounts();
