import { once } from "node:events";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { sql } from "kysely";
import pg from "pg";
import copy from "pg-copy-streams";
import { buildIndexes } from "#lib/db/build-indexes.ts";
import { migrate } from "#lib/db/migrate.ts";
import { type Db, openDatabase } from "#lib/db/pool.ts";
import { useDatabase } from "#lib/testing/database.ts";
import { random, size, type VectorKind, vectors } from "./scale-data.ts";
import { nearestSoFar, type Selectivity, selectivities, type Truth } from "./scale-truth.ts";

export const scaleModel = "bench-3072";
type Scale = { kind: VectorKind; chunks: number; queries: number; seed: number };

const perDocument = 100;

/**
 * A database of its own on `server` with so many chunks, their vectors, an HNSW index, and the exact nearest
 * of each query under each filter. One that is there already is used again: its name says what is in it.
 */
export async function scaleDatabase(
  server: string,
  scale: Scale,
): Promise<{ db: Db; url: string }> {
  const name = `bench_scale_${scale.kind}_${scale.chunks}_${scale.queries}_${scale.seed}`;
  const admin = openDatabase(server, 1);
  const { rows } = await sql`select 1 from pg_database where datname = ${name}`.execute(admin);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
  if (rows.length === 0) {
    const draft = `${name}_draft`;
    await sql`drop database if exists ${sql.id(draft)} with (force)`.execute(admin);
    await sql`create database ${sql.id(draft)}`.execute(admin);
    await sql.raw(`alter database ${draft} set maintenance_work_mem = '2GB'`).execute(admin);
    await fillDatabase(Object.assign(new URL(server), { pathname: `/${draft}` }).toString(), scale);
    await sql`alter database ${sql.id(draft)} rename to ${sql.id(name)}`.execute(admin);
  }
  await admin.destroy();
  useDatabase(url);
  const db = openDatabase(url, 3);
  await migrate(db);
  return { db, url };
}

async function fillDatabase(url: string, scale: Scale): Promise<void> {
  useDatabase(url);
  const db = openDatabase(url, 1);
  try {
    await migrate(db);
    await insertTexts(db, scale);
    const truth = await copyVectors(url, scale);
    await sql`create table public.bench_truth (query int, selectivity text, vector vector(3072), nearest uuid[], cosines float8[])`.execute(
      db,
    );
    for (const { query, vector, nearest } of truth)
      for (const [selectivity, found] of Object.entries(nearest))
        await sql`insert into public.bench_truth values (${query}, ${selectivity}, ${JSON.stringify([...vector])}::vector,
          ${found.map(({ id }) => chunkId(id))}::uuid[], ${found.map(({ cosine }) => cosine)}::float8[])`.execute(
          db,
        );
    await sql`grant select on public.bench_truth to perazzi_read`.execute(db);
    await sql.raw("vacuum analyze").execute(db);
    for (const line of await buildIndexes(db, "hnsw")) console.log(`  ${line}`);
    await sql.raw("vacuum analyze").execute(db);
  } finally {
    await db.destroy();
  }
}

/** Documents of 100 chunks each; which tags a chunk has is drawn, so that a filter cuts through everywhere. */
async function insertTexts(db: Db, { chunks, seed }: Scale): Promise<void> {
  await sql`insert into public.documents (id, path, title, category, doc_type, status, embed_mode)
    select lpad(to_hex(n), 32, '0')::uuid, 'bench/' || n || '.md', 'Document ' || n, 'core', 'bench', 'active', 'full'
    from generate_series(0, ${Math.ceil(chunks / perDocument) - 1}::int) n`.execute(db);
  const tags = tagsOf(seed);
  for (let from = 0; from < chunks; from += 5_000) {
    const batch = Array.from({ length: Math.min(5_000, chunks - from) }, (_, at) => ({
      id: chunkId(from + at),
      document: chunkId(Math.floor((from + at) / perDocument)),
      at: (from + at) % perDocument,
      tags: tags(),
    }));
    await sql`insert into public.chunks (id, document_id, chunk_index, text, heading_path, context_tags)
      select id, document, at, 'Chunk ' || id, 'Bench', tags
      from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as t (id uuid, document uuid, at int, tags jsonb)`.execute(
      db,
    );
  }
}

/** The tags of one chunk after another: each share is drawn by itself. */
function tagsOf(seed: number): () => Selectivity[] {
  const next = random(seed + 1);
  const names = Object.entries(selectivities) as [Selectivity, number][];
  return () => names.filter(([, share]) => next() < share).map(([name]) => name);
}

async function copyVectors(url: string, { kind, chunks, queries, seed }: Scale): Promise<Truth[]> {
  const asked = vectors(kind, seed, 1);
  const sofar = nearestSoFar(Array.from({ length: queries }, () => asked.next()));
  const drawn = vectors(kind, seed, 0);
  const tags = tagsOf(seed);
  const client = new pg.Client(url);
  await client.connect();
  const stream = client.query(
    copy.from(
      "copy public.embeddings (chunk_id, embedding_model, embedding) from stdin with (format binary)",
    ),
  );
  await write(stream, header);
  for (let at = 0; at < chunks; at++) {
    const vector = drawn.next();
    sofar.add(at, vector, tags());
    await write(stream, row(at, vector));
    if (at % 10_000 === 9_999) console.log(`  ${at + 1} of ${chunks} vectors`);
  }
  stream.end(Buffer.from([0xff, 0xff]));
  await finished(stream);
  await client.end();
  return sofar.truth();
}

const header = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);

/** One row in Postgres's binary form; a vector is its size, an unused number, then floats. */
function row(at: number, vector: Float32Array): Buffer {
  const model = Buffer.from(scaleModel);
  const buffer = Buffer.alloc(2 + 4 + 16 + 4 + model.length + 4 + 4 + size * 4);
  let offset = buffer.writeInt16BE(3, 0);
  offset = buffer.writeInt32BE(16, offset);
  offset += buffer.write(chunkId(at).replaceAll("-", ""), offset, "hex");
  offset = buffer.writeInt32BE(model.length, offset);
  offset += model.copy(buffer, offset);
  offset = buffer.writeInt32BE(4 + size * 4, offset);
  offset = buffer.writeInt16BE(size, offset);
  offset = buffer.writeInt16BE(0, offset);
  for (const value of vector) offset = buffer.writeFloatBE(value, offset);
  return buffer;
}

async function write(stream: Writable, data: Buffer): Promise<void> {
  if (!stream.write(data)) await once(stream, "drain");
}

function chunkId(at: number): string {
  const hex = at.toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
