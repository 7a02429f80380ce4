-- The currency-anchored part of the price rules, wider than before: all signs of money, digits of other scripts,
-- entities, emphasis, more codes and words. Whatever it finds the code's own rules remove, so ingestion never meets it.
set local lock_timeout = '3s';

-- One form for what people write in many: digits, blanks and signs of money. Only for texts that hold such a
-- character: it takes 10 ms for 4,000 of them.
create or replace function console.fold_money(value text) returns text language sql immutable set search_path = pg_catalog as $$
  select lower(translate(case when getdatabaseencoding() = 'UTF8' then normalize(value, NFKC) else value end,
    E'\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9'
      || E'\u0966\u0967\u0968\u0969\u096a\u096b\u096c\u096d\u096e\u096f\u09e6\u09e7\u09e8\u09e9\u09ea\u09eb\u09ec\u09ed\u09ee\u09ef\u0e50\u0e51\u0e52\u0e53\u0e54\u0e55\u0e56\u0e57\u0e58\u0e59'
      || E'\u00a0\u2009\u202f'
      || E'\u00a2\u00a3\u00a4\u00a5\u058f\u060b\u0e3f\u20a4\u20a6\u20a8\u20a9\u20aa\u20ab\u20ac\u20ae\u20b1\u20b4\u20b8\u20b9\u20ba\u20bc\u20bd\u20be\u20bf'
      || E'\u200b\u200c\u200d\u2060\ufeff\u00ad',
    repeat('0123456789', 5) || repeat(' ', 3) || repeat('$', 24)))
$$;

create or replace function console.holds_amount(value text) returns boolean
language plpgsql immutable set search_path = pg_catalog as $$
declare v text := value;
begin
  -- The cheap questions first: nearly every text ends here, in 0.1 ms.
  if value is null or value !~* '[$¢-¥֏؋฿₠-⃀﷼＄￡￥]|&|zł|kč|usd|eur|gbp|chf|sfr|jpy|cad|aud|nzd|sek|nok|dkk|pln|czk|huf|rub|cny|rmb|hkd|sgd|krw|inr|thb|zar|brl|mxn|aed|sar|qar|kwd|ils|dollar|bucks|sterling|franc|yen|yuan|kron|rouble|rupee|peso|dirham|lire|forint|[Ａ-ｚ]' then
    return false;
  end if;
  if v ~ '[&<]' then
    v := regexp_replace(regexp_replace(v, '&(euro|pound|yen|cent|dollar|curren|#36|#x24|#8364|#x20ac|#163|#xa3|#165|#xa5);', '$', 'gi'),
      '</?[a-zA-Z][^<>]{0,200}>|&(nbsp|ensp|emsp|thinsp|#160|#xa0);', ' ', 'g');
  end if;
  v := translate(v, '_*`~\', ' ');
  if v ~ '[\u00a0\u00ad\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u2000-\u200d\u202f\u2060\ufeff\uff00-\uffef\U0001d7ce-\U0001d7ff]' then
    v := console.fold_money(v);
  else
    v := lower(v);
  end if;
  return v ~ '[$¢-¥֏؋฿₠-⃀﷼]\s*[0-9]'
    or v ~ '[0-9](,-|,–|\.-)?\s*(k|m|thousand|million|hundred)?\s*((us|ca|au|nz|hk|c|a|r)?[$¢-¥֏؋฿₠-⃀﷼]|zł|kč)'
    or v ~ '\m(usd|eur|gbp|chf|sfr|jpy|cad|aud|nzd|sek|nok|dkk|pln|czk|huf|rub|cny|rmb|hkd|sgd|krw|inr|thb|zar|brl|mxn|aed|sar|qar|kwd|ils)(\M\.?[\s:=-]{0,3})?[0-9]'
    or v ~ '[0-9](,-|,–|\.-)?[\s.-]{0,3}(k|m|thousand|million|hundred)?\s*(usd|eur|gbp|chf|sfr|jpy|cad|aud|nzd|sek|nok|dkk|pln|czk|huf|rub|cny|rmb|hkd|sgd|krw|inr|thb|zar|brl|mxn|aed|sar|qar|kwd|ils|euros?)\M'
    or v ~ '([0-9]|\m(hundred|thousand|million))[\s-]*(k|thousand|million|hundred)?[\s-]*(dollars?|bucks|pounds? sterling|swiss francs?|francs|yen|yuan|kron(er|or)|rubles?|roubles?|rupees?|pesos?|dirhams?|lire|forints?)\M';
end $$;

-- True where a JSON value holds an amount in one of its own texts: two of them side by side make none.
create or replace function console.holds_amount(value jsonb) returns boolean language sql immutable set search_path = pg_catalog as $$
  select exists (select 1 from jsonb_path_query(value, 'strict $.** ? (@.type() == "string")') t (leaf)
    where console.holds_amount(leaf #>> '{}'))
$$;

-- Refuses an amount in what is new: an edit of one field of a row that holds an old amount elsewhere stays possible.
create or replace function console.refuse_amount() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare fresh boolean := tg_op = 'INSERT' or new.document_id is distinct from old.document_id;
begin
  if exists (select 1 from public.documents where id = new.document_id and pricing_sensitive)
    and ((fresh or new.text is distinct from old.text) and console.holds_amount(new.text)
      or (fresh or new.heading is distinct from old.heading) and console.holds_amount(new.heading)
      or (fresh or new.heading_path is distinct from old.heading_path) and console.holds_amount(new.heading_path)
      or (fresh or new.safety_notes is distinct from old.safety_notes) and console.holds_amount(new.safety_notes)
      or (fresh or new.section_labels is distinct from old.section_labels) and console.holds_amount(new.section_labels)
      or (fresh or new.context_tags is distinct from old.context_tags) and console.holds_amount(new.context_tags)
      or (fresh or new.related_entities is distinct from old.related_entities) and console.holds_amount(new.related_entities)
      or (fresh or new.cta_links is distinct from old.cta_links) and console.holds_amount(new.cta_links)) then
    raise exception 'a chunk of a pricing-sensitive document may not hold an amount'
      using errcode = 'check_violation', constraint = 'console_no_amount';
  end if;
  return new;
end $$;
create or replace trigger console_refuse_amount_update before update of text, heading, heading_path, safety_notes,
  section_labels, context_tags, related_entities, cta_links, document_id
  on public.chunks for each row execute function console.refuse_amount();

create or replace function console.refuse_document_amount() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare fresh boolean := tg_op = 'INSERT';
begin
  if new.pricing_sensitive
    and ((fresh or new.title is distinct from old.title) and console.holds_amount(new.title)
      or (fresh or new.summary is distinct from old.summary) and console.holds_amount(new.summary)
      or (fresh or new.safety_notes is distinct from old.safety_notes) and console.holds_amount(new.safety_notes)
      or (fresh or new.tags is distinct from old.tags) and console.holds_amount(new.tags)) then
    raise exception 'a pricing-sensitive document may not hold an amount'
      using errcode = 'check_violation', constraint = 'console_no_amount';
  end if;
  return new;
end $$;
create or replace trigger console_refuse_amount before insert or update of title, summary, safety_notes, tags
  on public.documents for each row execute function console.refuse_document_amount();

-- Whoever switches the flag on: the cleaning of what is stored is asked for in the same transaction, in a queue of
-- its own that no run can block.
create or replace function console.on_pricing_flag() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform console.enqueue_job('guardrail', gen_random_uuid(),
    jsonb_build_object('task', 'clean', 'documentId', new.id), 'clean ' || new.id);
  return null;
end $$;
create or replace trigger console_clean_flagged after update of pricing_sensitive on public.documents
  for each row when (new.pricing_sensitive and not old.pricing_sensitive) execute function console.on_pricing_flag();

revoke all on function console.fold_money(text), console.holds_amount(jsonb), console.refuse_document_amount(),
  console.on_pricing_flag() from public;
grant execute on function console.fold_money(text), console.holds_amount(jsonb)
  to perazzi_read, perazzi_curate, perazzi_ingest, perazzi_console;

-- The cleaning asks for the run that cuts and embeds the document anew, ahead of every run that waits. The one run
-- that the pipeline's role may ask for.
create or replace function console.request_cleaned(document uuid) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare d record; run uuid;
begin
  select path, row_version into d from public.documents where id = document and pricing_sensitive and status = 'active'
    and embed_mode <> 'ignore';
  if d is null then return null; end if;
  run := console.request_run('ingest', 'incremental', (select value #>> '{}' from console.settings where key = 'environment'),
    null, 'pricing guardrail', jsonb_build_object('path', d.path), '{}', 'clean ' || document || ' ' || d.row_version);
  update pgboss.job set priority = 100 where name = 'runs' and id = run and state < 'active';
  return run;
end $$;
revoke all on function console.request_cleaned(uuid) from public;
grant execute on function console.request_cleaned(uuid) to perazzi_ingest;
