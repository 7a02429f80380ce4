-- Another program may also write a document's texts over each other in place, one row further down: what a person set
-- goes along to the chunk that has the text now. The row that had it keeps its restriction, marked for review.
set local lock_timeout = '3s';

create or replace function console.move_curations() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare m record;
begin
  if current_setting('console.own_write', true) = 'on' then return null; end if;
  for m in
    select c.id, f.visibility, f.confidentiality, f.curated, to_jsonb(f) as chunk from former f
      join touched t on t.id = f.id and t.text is distinct from f.text
      join public.chunks c on c.document_id = f.document_id and c.id <> f.id and c.text = f.text
    where console.visibility_rank(f.visibility) > 0 or coalesce(f.confidentiality, 'normal') <> 'normal'
      or jsonb_typeof(f.curated) = 'object' and f.curated <> '{}'
    order by c.id
  loop
    perform set_config('console.own_write', 'on', true);
    update public.chunks c set
      section_labels = r.section_labels, primary_modes = r.primary_modes, archetype_bias = r.archetype_bias,
      language = r.language, disciplines = r.disciplines, platforms = r.platforms, audiences = r.audiences,
      guardrail_flags = r.guardrail_flags, safety_notes = r.safety_notes, cta_links = r.cta_links,
      context_tags = r.context_tags, related_entities = r.related_entities, curated = r.curated, needs_review = true,
      visibility = case when console.visibility_rank(m.visibility) > console.visibility_rank(c.visibility)
        then m.visibility else c.visibility end,
      confidentiality = case when coalesce(m.confidentiality, 'normal') <> 'normal' then m.confidentiality else c.confidentiality end
    from (select (jsonb_populate_record(x, (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(m.chunk) e
        where e.key in ('section_labels', 'primary_modes', 'archetype_bias', 'language', 'disciplines', 'platforms', 'audiences',
          'guardrail_flags', 'safety_notes', 'cta_links', 'context_tags', 'related_entities') and m.curated ? e.key
          or e.key = 'curated' and e.value <> 'null'))).*
      from public.chunks x where x.id = m.id) r
    where c.id = r.id;
    perform set_config('console.own_write', '', true);
  end loop;
  return null;
end $$;

-- A trigger that is there is left alone: making it anew locks the table for every reader.
do $$
begin
  if not exists (select 1 from pg_trigger where tgrelid = 'public.chunks'::regclass and tgname = 'console_move_curations') then
    create trigger console_move_curations after update on public.chunks referencing old table as former new table as touched
      for each statement when (coalesce(current_setting('role', true), 'none')
        not in ('perazzi_read', 'perazzi_curate', 'perazzi_ingest', 'perazzi_console'))
      execute function console.move_curations();
  end if;
end $$;
revoke all on function console.move_curations() from public;
