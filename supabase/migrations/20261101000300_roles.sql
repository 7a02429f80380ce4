-- Database roles, grants and row-level security. A role that exists is never altered: it may be a login.
set local lock_timeout = '3s';
do $$
declare r text;
begin
  foreach r in array array['perazzi_read', 'perazzi_curate', 'perazzi_ingest', 'perazzi_console'] loop
    if not exists (select 1 from pg_roles where rolname = r) then execute format('create role %I nologin', r); end if;
  end loop;
end $$;

-- Row security with a constant policy of the same reach for everyone who holds a grant today: without it their
-- rows would turn to none, without an error. Constant, because a policy over columns hides the indexes.
do $$
declare t text; g record; policy text;
begin
  foreach t in array array['public.documents', 'public.chunks', 'public.embeddings'] loop
    for g in
      select distinct a.grantee, a.privilege_type, coalesce(r.rolname, 'public') as name,
        case when r.oid is null then 'public' else quote_ident(r.rolname) end as target
      from pg_class c
        cross join lateral (
          select x.grantee, x.privilege_type from aclexplode(c.relacl) x
          union all
          select x.grantee, x.privilege_type from pg_attribute att, lateral aclexplode(att.attacl) x where att.attrelid = c.oid
          union all -- they read and write without a grant on the table, but not past row security
          select p.oid, k.kind from pg_roles p join (values ('pg_read_all_data', 'SELECT'), ('pg_write_all_data', 'INSERT'),
            ('pg_write_all_data', 'UPDATE'), ('pg_write_all_data', 'DELETE')) k (role, kind) on k.role = p.rolname
        ) a
        left join pg_roles r on r.oid = a.grantee
      where c.oid = t::regclass and not c.relrowsecurity and a.grantee <> c.relowner
        and a.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') and (a.grantee = 0 or r.rolname is not null)
        and coalesce(r.rolname, '') not in ('anon', 'authenticated')
    loop
      policy := left('console_keep_' || lower(g.privilege_type) || '_' || g.name, 50) || '_' || g.grantee;
      execute format('drop policy if exists %I on %s', policy, t);
      execute format('create policy %I on %s for %s to %s %s', policy, t, g.privilege_type, g.target,
        case g.privilege_type when 'INSERT' then 'with check (true)' when 'UPDATE' then 'using (true) with check (true)' else 'using (true)' end);
    end loop;
    execute format('alter table %s enable row level security', t);
    execute format('drop policy if exists console_read on %s', t);
    execute format('create policy console_read on %s for select to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true)', t);
    execute format('drop policy if exists console_ingest on %s', t);
    execute format('create policy console_ingest on %s for all to perazzi_ingest using (true) with check (true)', t);
    execute format('grant select on %s to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console', t);
    execute format('grant insert, update, delete on %s to perazzi_ingest', t);
    if t <> 'public.embeddings' then
      execute format('drop policy if exists console_curate on %s', t);
      execute format('create policy console_curate on %s for update to perazzi_curate using (true) with check (true)', t);
    end if;
    -- A grant to PUBLIC reaches these two as well; a restrictive policy holds against it.
    for g in select rolname from pg_roles where rolname in ('anon', 'authenticated') loop
      execute format('revoke all on %s from %I', t, g.rolname);
      execute format('drop policy if exists %I on %s', 'console_not_' || g.rolname, t);
      execute format('create policy %I on %s as restrictive for all to %I using (false) with check (false)', 'console_not_' || g.rolname, t, g.rolname);
    end loop;
  end loop;
end $$;

grant update (title, summary, status, embed_mode, pricing_sensitive, visibility, confidentiality, guardrail_flags,
  safety_notes, tags, audiences, platforms, disciplines, language, effective_from, expires_on, approver, stakeholders,
  curated) on public.documents to perazzi_curate;
grant update (section_labels, primary_modes, archetype_bias, language, disciplines, platforms, audiences, visibility,
  confidentiality, guardrail_flags, safety_notes, cta_links, context_tags, related_entities, curated, needs_review)
  on public.chunks to perazzi_curate;

-- The schemas of the tables and of pgvector: granted only where a role cannot use them yet, because the
-- one who migrates need not own them.
do $$
declare g record;
begin
  for g in
    select distinct n.nspname, r.rolname from pg_roles r, pg_namespace n
    where r.rolname in ('perazzi_read', 'perazzi_curate', 'perazzi_ingest', 'perazzi_console')
      and (n.oid in (select relnamespace from pg_class
          where oid in ('public.documents'::regclass, 'public.chunks'::regclass, 'public.embeddings'::regclass))
        or n.oid in (select extnamespace from pg_extension where extname = 'vector'))
      and not has_schema_privilege(r.oid, n.oid, 'usage')
  loop
    execute format('grant usage on schema %I to %I', g.nspname, g.rolname);
  end loop;
end $$;
revoke all on schema console from public;
grant usage on schema console to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
revoke all on all tables in schema console from public;
revoke all on all functions in schema console from public;
grant execute on function console.uuid_v7() to perazzi_curate, perazzi_ingest, perazzi_console;
grant execute on function console.visibility_rank(text) to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant execute on function console.not_served_reason(uuid) to perazzi_read, perazzi_curate, perazzi_ingest;
grant execute on function console.holds_amount(text) to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant execute on function console.settle_dates(), console.release_pricing(uuid) to perazzi_ingest;
grant execute on function console.applied_versions() to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;

grant select on console.settings, console.document_sources, console.chunk_places, console.parked_embeddings,
  console.embedding_cache, console.runs, console.run_events to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant select on console.change_sets, console.audit_log to perazzi_read, perazzi_curate, perazzi_console;
grant insert on console.change_sets, console.audit_log to perazzi_curate, perazzi_ingest, perazzi_console;
grant insert, update on console.settings to perazzi_ingest, perazzi_console;
grant select, insert, update, delete on console.staff, console.idempotency_keys, console.rate_limits to perazzi_console;
grant insert, update on console.runs to perazzi_ingest;
grant update (state) on console.runs to perazzi_console;
grant insert on console.run_events to perazzi_ingest;
grant insert, update, delete on console.document_sources, console.chunk_places, console.embedding_cache, console.parked_embeddings to perazzi_ingest;

-- Row security on our own tables too: a role without a policy of ours sees nothing, whatever it is granted later.
do $$
declare t record;
begin
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'console' and c.relkind = 'r' and c.relname <> 'schema_migrations' loop
    execute format('alter table console.%I enable row level security', t.relname);
    execute format('drop policy if exists console_all on console.%I', t.relname);
    execute format('create policy console_all on console.%I for all to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true)', t.relname);
  end loop;
end $$;
