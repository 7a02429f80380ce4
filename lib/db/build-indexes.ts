import { sql } from "kysely";
import { env } from "#lib/env/env.ts";
import { AppError, sqlState } from "#lib/errors/app-error.ts";
import type { Db } from "./pool.ts";
import { searchVectorText } from "./search-vector.ts";
import {
  documentSortIndexes,
  documentTrigramIndexes,
  hasTrigrams,
  isLarge,
  recognised,
  sortIndexes,
  sortIndexesFrom,
  trigramIndex,
} from "./sort-indexes.ts";
import { baseTableNames } from "./tables.ts";

export const indexKinds = ["none", "binary", "hnsw"] as const;
export type IndexKind = (typeof indexKinds)[number];

export function isIndexKind(text: string): text is IndexKind {
  return (indexKinds as readonly string[]).includes(text);
}

/** On a real server HNSW; locally none, where an exact scan of a few thousand rows is faster to have. */
export function defaultIndexKind(): IndexKind {
  return env().embedded ? "none" : "hnsw";
}

// Recognised by the operator class over the expression; `with` options of an older one may differ.
const ann = {
  hnsw: {
    name: "console_embeddings_hnsw",
    using:
      "hnsw ((embedding::halfvec(3072)) halfvec_cosine_ops) with (m = 16, ef_construction = 200)",
    recognise:
      "USING hnsw \\(\\(\\(embedding\\)::\\S*halfvec\\(3072\\)\\) \\S*halfvec_cosine_ops\\)",
  },
  binary: {
    name: "console_embeddings_binary",
    using: "hnsw ((binary_quantize(embedding)::bit(3072)) bit_hamming_ops)",
    recognise:
      "USING hnsw \\(\\(\\(\\S*binary_quantize\\(embedding\\)\\)::bit\\(3072\\)\\) \\S*bit_hamming_ops\\)",
  },
} as const;

/**
 * Builds what is missing, concurrently, then takes our index of the other kind away and remembers
 * the kind. Indexes that other software made are used, never dropped. Returns a line per step.
 */
export async function buildIndexes(db: Db, kind: IndexKind): Promise<string[]> {
  try {
    return await db.connection().execute((connection) => build(connection, kind));
  } catch (error) {
    if (sqlState(error) !== "42501") throw error;
    throw new AppError(
      "forbidden",
      "Only the owner of the tables can build indexes. Use the owner's login in DATABASE_URL.",
      { cause: error },
    );
  }
}

async function build(db: Db, kind: IndexKind): Promise<string[]> {
  const [documents = "", chunks = "", embeddings = ""] = baseTableNames();
  const lines: string[] = [];
  await prepareSession(db);
  try {
    const fullText = {
      name: "console_chunks_full_text",
      using: `gin (${searchVectorText()})`,
      recognise: "console_chunks_full_text ",
    };
    lines.push(await ensure(db, chunks, fullText));
    lines.push(...(await buildSortIndexes(db, documents, chunks)));
    if (kind !== "none") lines.push(await ensure(db, embeddings, ann[kind]));
    for (const other of ["hnsw", "binary"] as const)
      if (other !== kind) lines.push(...(await dropOurs(db, embeddings, ann[other].name)));
    await sql`insert into console.settings (key, value) values ('ann_index', to_jsonb(${kind}::text))
      on conflict (key) do update set value = excluded.value, updated_at = now()`.execute(db);
    lines.push(`nearest-neighbour index: ${kind}`);
  } finally {
    await sql`reset all`.execute(db);
  }
  return lines;
}

/** What a corpus of many chunks is sorted and searched by. */
async function buildSortIndexes(db: Db, documents: string, chunks: string): Promise<string[]> {
  if (!(await isLarge(db, chunks)))
    return [`sort indexes: not needed under ${sortIndexesFrom} chunks`];
  const lines: string[] = [];
  for (const index of sortIndexes)
    lines.push(await ensure(db, chunks, { ...index, recognise: recognised(index.using) }));
  for (const index of documentSortIndexes)
    lines.push(await ensure(db, documents, { ...index, recognise: recognised(index.using) }));
  const trigrams = await hasTrigrams(db);
  if (trigrams) {
    for (const index of documentTrigramIndexes)
      lines.push(await ensure(db, documents, { ...index, recognise: recognised(index.using) }));
    lines.push(
      await ensure(db, chunks, { ...trigramIndex, recognise: recognised(trigramIndex.using) }),
    );
  }
  await sql`insert into console.settings (key, value) values ('trigram_index', to_jsonb(${trigrams}::boolean))
    on conflict (key) do update set value = excluded.value, updated_at = now()`.execute(db);
  await sql`analyze ${sql.table(documents)}, ${sql.table(chunks)}`.execute(db);
  return lines;
}

/** Building in parallel is safe only from pgvector 0.8.2. */
async function prepareSession(db: Db): Promise<void> {
  await sql`select set_config('statement_timeout', '0', false), set_config('search_path', 'public, ' || quote_ident(n.nspname), false),
      case when string_to_array(substring(e.extversion from '^[0-9.]+'), '.')::int[] < array[0, 8, 2]
        then set_config('max_parallel_maintenance_workers', '0', false) end
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'vector'`.execute(
    db,
  );
}

type Wanted = { name: string; using: string; recognise: string };

async function ensure(db: Db, table: string, { name, using, recognise }: Wanted): Promise<string> {
  const { rows } = await sql<{ name: string; valid: boolean }>`
    select c.relname as name, i.indisvalid as valid
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = to_regclass(${table})
      and (c.relname = ${name} or (i.indpred is null and pg_get_indexdef(i.indexrelid) ~ ${recognise}))`.execute(
    db,
  );
  const there = rows.find((row) => row.valid);
  if (there) return `there already: ${there.name}`;
  // A concurrent build that was cut off leaves an invalid index under our name.
  if (rows.some((row) => row.name === name)) await dropOurs(db, table, name);
  await sql`create index concurrently ${sql.id(name)} on ${sql.table(table)} using ${sql.raw(using)}`.execute(
    db,
  );
  return `built: ${name}`;
}

async function dropOurs(db: Db, table: string, name: string): Promise<string[]> {
  const [schema = "public"] = table.split(".");
  const { rows } = await sql`select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relname = ${name} and n.nspname = ${schema} and c.relkind = 'i'`.execute(db);
  if (rows.length === 0) return [];
  await sql`drop index concurrently ${sql.id(schema, name)}`.execute(db);
  return [`dropped: ${name}`];
}
