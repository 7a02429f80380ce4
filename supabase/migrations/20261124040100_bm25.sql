-- What ranking by BM25 needs to know of each chunk: its lexemes with positions (heading path weighted A, text B, as in
-- the full-text index) and its length in words. Kept by trigger, so that it holds for every writer; how often a lexeme
-- occurs in the corpus is counted among the matches, and kept for query expansion by a periodic task.
set local lock_timeout = '3s';

create or replace function console.search_config(language text) returns regconfig
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case coalesce(language, 'en') when 'en' then 'english'::regconfig when 'it' then 'italian'::regconfig
    when 'de' then 'german'::regconfig when 'fr' then 'french'::regconfig when 'es' then 'spanish'::regconfig
    when 'pt' then 'portuguese'::regconfig when 'nl' then 'dutch'::regconfig when 'ru' then 'russian'::regconfig
    when 'sv' then 'swedish'::regconfig when 'da' then 'danish'::regconfig when 'fi' then 'finnish'::regconfig
    when 'no' then 'norwegian'::regconfig when 'tr' then 'turkish'::regconfig else 'simple'::regconfig end
$$;

create table if not exists console.chunk_lexemes (
  chunk_id uuid primary key references public.chunks (id) on delete cascade,
  config text not null,
  words int not null,
  lexemes tsvector not null
);
-- In the row and not beside it: every match is read, and fetching each from elsewhere would take most of the time.
alter table console.chunk_lexemes set (toast_tuple_target = 8160);
create index if not exists chunk_lexemes_config_words on console.chunk_lexemes (config, words);

-- From the last refresh; `console.settings` says of which corpus version it is.
create table if not exists console.lexeme_frequencies (
  config text not null,
  lexeme text not null,
  chunks int not null,
  primary key (config, lexeme)
);

create or replace function console.index_words(chunk uuid, language text, heading_path text, body text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into console.chunk_lexemes as l (chunk_id, config, words, lexemes)
  select chunk, config, (select coalesce(sum(cardinality(u.positions)), 0) from unnest(lexemes) u), lexemes
  from console.search_config(language) config cross join lateral (
    select setweight(to_tsvector(config, coalesce(heading_path, '')), 'A')
      || setweight(to_tsvector(config, left(body, 200000)), 'B') as lexemes) made
  on conflict (chunk_id) do update set config = excluded.config, words = excluded.words, lexemes = excluded.lexemes
$$;

create or replace function console.on_words_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform console.index_words(new.id, new.language, new.heading_path, new.text);
  return null;
end $$;

create or replace trigger console_words_insert after insert on public.chunks
  for each row execute function console.on_words_change();
create or replace trigger console_words_update after update of text, heading_path, language on public.chunks
  for each row when (old.text is distinct from new.text or old.heading_path is distinct from new.heading_path
    or old.language is distinct from new.language)
  execute function console.on_words_change();

-- Chunks that were there before the triggers, so many at a time. Returns how many were indexed.
create or replace function console.index_missing_words(most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare done int;
begin
  select count(console.index_words(c.id, c.language, c.heading_path, c.text)) into done from (
    select * from public.chunks c
    where not exists (select 1 from console.chunk_lexemes l where l.chunk_id = c.id) order by c.id limit most) c;
  return done;
end $$;
select console.index_missing_words(20000);

-- For the periodic task: counts anew where the corpus changed since. Returns whether it did.
create or replace function console.refresh_lexeme_frequencies() returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare now_at bigint := console.corpus_version(); one text;
begin
  perform pg_advisory_xact_lock(hashtextextended('console lexeme frequencies', 0));
  if (select value from console.settings where key = 'lexeme_frequencies') = to_jsonb(now_at) then return false; end if;
  delete from console.lexeme_frequencies;
  for one in select distinct config from console.chunk_lexemes loop
    insert into console.lexeme_frequencies (config, lexeme, chunks)
    select one, word, ndoc from ts_stat(format('select lexemes from console.chunk_lexemes where config = %L', one));
  end loop;
  insert into console.settings (key, value) values ('lexeme_frequencies', to_jsonb(now_at))
  on conflict (key) do update set value = excluded.value, updated_at = now();
  return true;
end $$;

alter table console.chunk_lexemes enable row level security;
alter table console.lexeme_frequencies enable row level security;
drop policy if exists console_all on console.chunk_lexemes;
create policy console_all on console.chunk_lexemes for all
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true);
drop policy if exists console_all on console.lexeme_frequencies;
create policy console_all on console.lexeme_frequencies for all
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console using (true) with check (true);
revoke all on console.chunk_lexemes, console.lexeme_frequencies from public;
revoke all on function console.search_config(text), console.index_words(uuid, text, text, text), console.on_words_change(),
  console.index_missing_words(int), console.refresh_lexeme_frequencies() from public;
grant select on console.chunk_lexemes, console.lexeme_frequencies to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant execute on function console.search_config(text) to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;
grant execute on function console.index_missing_words(int), console.refresh_lexeme_frequencies() to perazzi_ingest;
