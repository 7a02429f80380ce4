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
declare t text; g record;
begin
  foreach t in array array['public.documents', 'public.chunks', 'public.embeddings'] loop
    for g in
      select distinct a.grantee, a.privilege_type from pg_class c,
        lateral (select * from aclexplode(c.relacl) union all
          select x.* from pg_attribute att, lateral aclexplode(att.attacl) x where att.attrelid = c.oid and att.attacl is not null) a
      where c.oid = t::regclass and not c.relrowsecurity and a.grantee <> c.relowner
        and a.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
        and (a.grantee = 0 or a.grantee::regrole::text not in ('anon', 'authenticated', 'perazzi_curate', 'perazzi_ingest', 'perazzi_console'))
      order by 1, 2
    loop
      execute format('drop policy if exists %I on %s', left('console_keep_' || lower(g.privilege_type) || '_' || coalesce(nullif(g.grantee, 0)::regrole::text, 'public'), 63), t);
      execute format('create policy %I on %s for %s to %s %s', left('console_keep_' || lower(g.privilege_type) || '_' || coalesce(nullif(g.grantee, 0)::regrole::text, 'public'), 63), t,
        g.privilege_type, coalesce(nullif(g.grantee, 0)::regrole::text, 'public'),
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
    if exists (select 1 from pg_roles where rolname = 'anon') then execute format('revoke all on %s from anon', t); end if;
    if exists (select 1 from pg_roles where rolname = 'authenticated') then execute format('revoke all on %s from authenticated', t); end if;
  end loop;
end $$;

grant update (title, summary, status, embed_mode, pricing_sensitive, visibility, confidentiality, guardrail_flags,
  safety_notes, tags, audiences, platforms, disciplines, language, effective_from, expires_on, approver, stakeholders,
  curated) on public.documents to perazzi_curate;
grant update (section_labels, primary_modes, archetype_bias, language, disciplines, platforms, audiences, visibility,
  confidentiality, guardrail_flags, safety_notes, cta_links, context_tags, related_entities, curated, needs_review)
  on public.chunks to perazzi_curate;

grant usage on schema public to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
revoke all on schema console from public;
grant usage on schema console to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
revoke all on all tables in schema console from public;
revoke all on all functions in schema console from public;
do $$
begin
  if exists (select 1 from pg_namespace where nspname = 'extensions') then
    grant usage on schema extensions to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
  end if;
end $$;

grant execute on function console.uuid_v7() to perazzi_curate, perazzi_ingest, perazzi_console;
grant execute on function console.visibility_rank(text) to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant execute on function console.not_served_reason(uuid) to perazzi_read, perazzi_curate, perazzi_ingest;
grant execute on function console.settle_dates() to perazzi_ingest;

grant select on console.settings, console.document_sources, console.chunk_places, console.parked_embeddings,
  console.embedding_cache, console.runs, console.run_events to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant select on console.change_sets, console.audit_log to perazzi_read, perazzi_curate, perazzi_console;
grant insert on console.change_sets, console.audit_log to perazzi_curate, perazzi_ingest, perazzi_console;
grant insert, update on console.settings to perazzi_ingest, perazzi_console;
grant select, insert, update, delete on console.staff, console.idempotency_keys, console.rate_limits to perazzi_console;
grant insert, update on console.runs to perazzi_ingest;
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
