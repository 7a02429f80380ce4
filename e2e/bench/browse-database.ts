import { sql } from "kysely";
import { refreshDocumentStats } from "#lib/corpus/refresh-document-stats.ts";
import { buildIndexes } from "#lib/db/build-indexes.ts";
import { migrate } from "#lib/db/migrate.ts";
import { type Db, openDatabase } from "#lib/db/pool.ts";
import { useDatabase } from "#lib/testing/database.ts";

export type BrowseScale = { documents: number; chunks: number; seed: number };

/**
 * A database of its own on `server` with so many documents and chunks, drawn from a seed, without vectors, its
 * indexes built. One that is there already is used again: its name says what is in it.
 */
export async function browseDatabase(
  server: string,
  scale: BrowseScale,
): Promise<{ db: Db; url: string }> {
  const name = `bench_browse_${scale.documents}_${scale.chunks}_${scale.seed}`;
  const urlOf = (database: string) =>
    Object.assign(new URL(server), { pathname: `/${database}` }).toString();
  const admin = openDatabase(server, 1);
  try {
    const { rows } = await sql`select 1 from pg_database where datname = ${name}`.execute(admin);
    if (rows.length === 0) {
      const draft = `${name}_draft`;
      await sql`drop database if exists ${sql.id(draft)} with (force)`.execute(admin);
      await sql`create database ${sql.id(draft)}`.execute(admin);
      await fill(urlOf(draft), scale);
      await sql`alter database ${sql.id(draft)} rename to ${sql.id(name)}`.execute(admin);
    }
  } finally {
    await admin.destroy();
  }
  const url = urlOf(name);
  useDatabase(url);
  const db = openDatabase(url, 3);
  await migrate(db);
  for (const line of await buildIndexes(db, "none"))
    if (line.startsWith("built")) console.log(`  ${line}`);
  return { db, url };
}

async function fill(url: string, scale: BrowseScale): Promise<void> {
  useDatabase(url);
  const db = openDatabase(url, 1);
  try {
    await migrate(db);
    console.log(`  drawing ${scale.documents} documents and ${scale.chunks} chunks`);
    await db.connection().execute(async (one) => {
      // What triggers would count row by row is counted at once below.
      await sql`set session_replication_role = replica`.execute(one);
      await sql`set statement_timeout = 0`.execute(one);
      await drawDocuments(one, scale);
      await drawChunks(one, scale);
      await sql`reset session_replication_role`.execute(one);
    });
    await sql.raw("vacuum analyze").execute(db);
    console.log(`  ${await refreshDocumentStats(db)} documents counted`);
    await sql.raw("vacuum analyze").execute(db);
  } finally {
    await db.destroy();
  }
}

/** A number from 0 to n - 1 for the row `key`, drawn anew for each `salt`. */
const draw = (key: string, salt: string, n: number) =>
  sql.raw(`mod(abs(hashtextextended('${salt}' || ${key}, 0)), ${n})`);
const id = (kind: string, key: string, seed: number) =>
  sql.raw(
    `overlay(overlay(md5('${kind}' || ${seed} || ' ' || ${key}) placing '4' from 13) placing 'a' from 17)::uuid`,
  );
/** One of the values, the first by far the most frequent; null where it falls on none. */
const skewed = (key: string, salt: string, values: readonly (string | null)[]) =>
  sql.raw(
    `(array[${values.map((value) => (value === null ? "null" : `'${value}'`)).join(",")}])[1 + floor(${values.length} * power(mod(abs(hashtextextended('${salt}' || ${key}, 0)), 10000) / 10000.0, 3))::int]`,
  );
const listed = (key: string, salt: string, values: readonly string[], share: number) => {
  const one = (part: string) =>
    `(array[${values.map((value) => `'${value}'`).join(",")}])[1 + mod(abs(hashtextextended('${salt}${part}' || ${key}, 0)), ${values.length})]`;
  return sql.raw(
    `case when mod(abs(hashtextextended('${salt}' || ${key}, 0)), 100) < ${share} then jsonb_build_array(${one("a")}, ${one("b")}) end`,
  );
};

const numbered = (word: string, n: number) => Array.from({ length: n }, (_, at) => `${word}-${at}`);
const platforms = ["mx", "ht", "tm", "dc", "sho"];
const disciplines = ["trap", "skeet", "sporting", "game"];
const audiences = ["prospect", "owner", "navigation"];
const flags = ["safety-critical", "requires_service_disclaimer"];

export async function drawDocuments(db: Db, { documents, seed }: BrowseScale): Promise<void> {
  await sql`insert into public.documents (id, path, title, summary, category, doc_type, status, embed_mode, pricing_sensitive,
      visibility, confidentiality, language, tags, audiences, platforms, disciplines, guardrail_flags, approver,
      series_part_number, series_part_title, effective_from, expires_on, ingested_at, last_updated, derived_fields)
    select ${id("document", "n", seed)}, 'Area-' || ${draw("n", "area", 40)} || '/Folder-' || ${draw("n", "folder", 900)} || '/Document-' || n || '.md',
      'The ' || ${skewed("n", "title", ["barrel", "frame", "stock", "history", "warranty"])} || ' of model ' || n,
      case when ${draw("n", "summary", 3)} > 0 then 'What is known of number ' || n end,
      ${skewed("n", "category", numbered("category", 12))}, ${skewed("n", "type", numbered("type", 40))},
      ${skewed("n", "status", ["active", "active", "active", "planned", "deprecated"])},
      ${skewed("n", "mode", ["full", "full", "full", "metadata-only", "ignore"])}, ${draw("n", "price", 50)} = 0,
      ${skewed("n", "visibility", ["public", "public", "public", "internal", "admin-only"])},
      ${skewed("n", "secret", ["normal", "normal", "normal", "normal", "normal", "elevated"])},
      ${skewed("n", "language", ["en", "en", "it", "de", null])}, ${listed("n", "tags", numbered("tag", 300), 70)},
      ${listed("n", "audiences", audiences, 40)}, ${listed("n", "platforms", platforms, 30)},
      ${listed("n", "disciplines", disciplines, 30)}, ${listed("n", "flags", flags, 5)},
      ${skewed("n", "approver", [null, null, ...numbered("Approver", 30)])},
      nullif(${draw("n", "part", 40)}, 0)::int, 'Part ' || nullif(${draw("n", "part", 40)}, 0),
      timestamptz '2026-01-01' + ${draw("n", "starts", 9000)} * interval '1 hour',
      case when ${draw("n", "end", 5)} = 0 then timestamptz '2026-06-01' + ${draw("n", "ends", 9000)} * interval '1 hour' end,
      timestamptz '2026-06-01' + ${draw("n", "ingested", 90_000)} * interval '1 minute',
      timestamptz '2026-03-01' + ${draw("n", "updated", 90_000)} * interval '1 minute',
      case when ${draw("n", "derived", 4)} = 0 then '["summary"]'::jsonb end
    from generate_series(1, ${documents}::int) n`.execute(db);
}

const words =
  "barrel frame wheel lug steel carbon paint serial number year works hand brazed tube fork saddle chain service warranty dealer rider race medal maker station file polish engrave stock walnut trigger balance weight fitting measure order delivery colour finish".split(
    " ",
  );

/** Chunks of about 700 letters: sentences drawn from 4,000, a code in one of 500, a word of its own in each. */
export async function drawChunks(db: Db, { documents, chunks, seed }: BrowseScale): Promise<void> {
  await sql`create temporary table sentence as
    select n as number, (select string_agg((${words}::text[])[1 + mod(abs(hashtextextended(n || ' ' || w, 0)), ${words.length})], ' ') || ' plate' || n || '. '
      from generate_series(1, 24) w) as text from generate_series(0, 3999) n`.execute(db);
  await sql`create unique index on sentence (number) include (text)`.execute(db);
  const perDocument = Math.ceil(chunks / documents);
  const step = 100_000;
  for (let from = 1; from <= chunks; from += step)
    await sql`insert into public.chunks (id, document_id, chunk_index, chunk_count, text, token_count, heading, heading_path,
        section_labels, primary_modes, archetype_bias, language, platforms, disciplines, audiences, visibility,
        confidentiality, guardrail_flags, context_tags, related_entities, needs_review, updated_at)
      select ${id("chunk", "n", seed)}, ${id("document", `(1 + (n - 1) / ${perDocument})`, seed)}, mod(n - 1, ${perDocument}::int), ${perDocument}::int,
        a.text || b.text || c.text || d.text || 'entry' || n || case when ${draw("n", "code", 500)} = 0 then ' MX8' else '' end,
        60 + ${draw("n", "tokens", 1100)}::int, 'Heading ' || ${draw("n", "heading", 5000)},
        'Part ' || ${draw("n", "h1", 9)} || ' > Chapter ' || ${draw("n", "h2", 300)} || ' > Heading ' || ${draw("n", "heading", 5000)},
        ${listed("n", "labels", numbered("label", 90), 80)}, ${listed("n", "modes", audiences, 60)},
        ${listed("n", "bias", ["loyalist", "prestige", "analyst", "achiever", "legacy"], 40)},
        ${skewed("n", "clang", [null, null, null, "it"])}, ${listed("n", "cplat", platforms, 20)}, ${listed("n", "cdis", disciplines, 20)},
        ${listed("n", "caud", audiences, 10)}, ${skewed("n", "cvis", [null, null, null, null, null, null, "internal"])},
        ${skewed("n", "csec", [null, null, null, null, null, null, null, "elevated"])}, ${listed("n", "cflags", flags, 4)},
        ${listed("n", "ctags", numbered("context", 400), 60)}, ${listed("n", "entities", numbered("entity", 700), 30)},
        ${draw("n", "review", 200)} = 0, timestamptz '2026-03-01' + ${draw("n", "cupdated", 380_000)} * interval '1 minute'
      from generate_series(${from}::int, ${Math.min(chunks, from + step - 1)}::int) n
        join sentence a on a.number = ${draw("n", "s1", 4000)} join sentence b on b.number = ${draw("n", "s2", 4000)}
        join sentence c on c.number = ${draw("n", "s3", 4000)} join sentence d on d.number = ${draw("n", "s4", 4000)}`.execute(
      db,
    );
}
