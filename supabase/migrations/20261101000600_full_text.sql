-- Full text over chunks with built-in functions only: other software's logins insert here too, and an index
-- over a function of ours would need them to be allowed to execute it. The text is cut: a tsvector ends at 1 MB.
set local lock_timeout = '3s';
do $$
begin
  if (select count(*) from (select 1 from public.chunks limit 50001) c) > 50000 then
    raise notice 'the full-text index is left to db:index: this table is large';
    return;
  end if;
  create index if not exists console_chunks_full_text on public.chunks using gin ((setweight(to_tsvector(case coalesce(language, 'en') when 'en' then 'english'::regconfig when 'it' then 'italian'::regconfig when 'de' then 'german'::regconfig when 'fr' then 'french'::regconfig when 'es' then 'spanish'::regconfig when 'pt' then 'portuguese'::regconfig when 'nl' then 'dutch'::regconfig when 'ru' then 'russian'::regconfig when 'sv' then 'swedish'::regconfig when 'da' then 'danish'::regconfig when 'fi' then 'finnish'::regconfig when 'no' then 'norwegian'::regconfig when 'tr' then 'turkish'::regconfig else 'simple'::regconfig end, coalesce(heading_path, '')), 'A') || setweight(to_tsvector(case coalesce(language, 'en') when 'en' then 'english'::regconfig when 'it' then 'italian'::regconfig when 'de' then 'german'::regconfig when 'fr' then 'french'::regconfig when 'es' then 'spanish'::regconfig when 'pt' then 'portuguese'::regconfig when 'nl' then 'dutch'::regconfig when 'ru' then 'russian'::regconfig when 'sv' then 'swedish'::regconfig when 'da' then 'danish'::regconfig when 'fi' then 'finnish'::regconfig when 'no' then 'norwegian'::regconfig when 'tr' then 'turkish'::regconfig else 'simple'::regconfig end, left(text, 200000)), 'B')));
end $$;
