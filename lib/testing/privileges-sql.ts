/** Tries a statement as a role and undoes it: false if the right to the object itself is missing. */
const attempt = `
create or replace function pg_temp.attempt(role text, statement text, object text) returns boolean language plpgsql as $$
begin
  perform set_config('role', role, true);
  execute statement;
  raise exception 'undone';
exception
  when insufficient_privilege then
    -- A function may start and then lack a right to something else.
    return object like 'function %' and sqlerrm !~ 'permission denied for (schema|function)';
  when others then return true;
end $$;`;

/** Every verb on every object, the statement that tries it (null: by the catalogue only), and what the catalogue says of a role. */
const verbs = `
create or replace function pg_temp.verbs(role text)
returns table (object text, verb text, col text, statement text, listed boolean) language sql as $$
  with schemas as (select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
  extended as (select classid, objid from pg_depend where deptype = 'e'),
  relations as (
    select c.oid, c.relkind, format('%I.%I', n.nspname, c.relname) as name, n.oid as schema
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.oid in (select s.oid from schemas s) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and ('pg_class'::regclass, c.oid) not in (select classid, objid from extended)
  ),
  tables as (
    select *, case when relkind in ('r', 'p', 'f') then 'table ' else 'view ' end || name as object
    from relations where relkind <> 'S'
  ),
  columns as (select t.*, a.attnum, quote_ident(a.attname) as col from tables t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped)
  select 'schema ' || s.nspname, p, null, format('select 1 from %I.nothing_here', s.nspname),
      has_schema_privilege(role, s.oid, p)
    from schemas s, unnest(array['USAGE']) p
  union all
  select 'schema ' || s.nspname, 'CREATE', null, format('create view %I.planted as select 1', s.nspname),
      has_schema_privilege(role, s.oid, 'CREATE') from schemas s
  union all
  select t.object, p.verb, null, replace(replace(p.statement, 'TABLE', t.name), 'COLUMNS',
      (select string_agg(c.col || ' = default', ', ') from columns c where c.oid = t.oid)),
      has_schema_privilege(role, t.schema, 'USAGE') and has_table_privilege(role, t.oid, p.verb)
    from tables t, (values ('SELECT', 'explain select * from TABLE'), ('INSERT', 'explain insert into TABLE default values'),
      ('UPDATE', 'explain update TABLE set COLUMNS'), ('DELETE', 'explain delete from TABLE'),
      ('TRUNCATE', 'truncate TABLE'), ('REFERENCES', null), ('TRIGGER', null), ('MAINTAIN', null)) p (verb, statement)
  union all
  select c.object, p.verb, c.col, replace(replace(p.statement, 'TABLE', c.name), 'COLUMN', c.col),
      has_schema_privilege(role, c.schema, 'USAGE') and has_column_privilege(role, c.oid, c.attnum, p.verb)
    from columns c, (values ('SELECT', 'explain select COLUMN from TABLE'), ('UPDATE', 'explain update TABLE set COLUMN = default'),
      ('INSERT', 'explain insert into TABLE (COLUMN) values (default)')) p (verb, statement)
  union all
  select 'sequence ' || r.name, p.verb, null, format(p.statement, r.name),
      has_schema_privilege(role, r.schema, 'USAGE') and case p.verb when 'SELECT' then has_sequence_privilege(role, r.oid, 'SELECT')
        when 'UPDATE' then has_sequence_privilege(role, r.oid, 'UPDATE') else has_sequence_privilege(role, r.oid, 'USAGE, UPDATE') end
    from relations r, (values ('SELECT', 'select last_value from %s'), ('USAGE', 'select nextval(%L)'),
      ('UPDATE', 'select setval(%L, 1)')) p (verb, statement)
    where r.relkind = 'S'
  union all
  select format('function %I.%I(%s)', s.nspname, f.proname, oidvectortypes(f.proargtypes)), 'EXECUTE', null,
      format('select %I.%I(%s)', s.nspname, f.proname,
        (select string_agg('null::' || format_type(a.t, null), ', ' order by a.n) from unnest(f.proargtypes) with ordinality a(t, n))),
      has_schema_privilege(role, s.oid, 'USAGE') and has_function_privilege(role, f.oid, 'EXECUTE')
    from pg_proc f join schemas s on s.oid = f.pronamespace
    where ('pg_proc'::regclass, f.oid) not in (select classid, objid from extended)
$$;`;

export const privilegeFunctions = attempt + verbs;
