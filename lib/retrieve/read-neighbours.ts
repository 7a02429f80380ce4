import { type RawBuilder, sql } from "kysely";
import type { Neighbour, Neighbours } from "#lib/corpus/chunk-schemas.ts";
import type { Reader } from "#lib/corpus/reader.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { readIndexes } from "./read-indexes.ts";

/** Cosine similarity from which two chunks say the same. */
const nearDuplicateFrom = 0.97;
const neighbours = 12;
const candidates = 60;
const excerpt = 240;

/**
 * The chunks nearest to one by its own stored vector, over all documents, best first; nothing is bought. Compares
 * served vectors of the same model: with the vector index where there is one, else all of them.
 */
export function readNeighbours(db: Db, id: string, reader: Reader): Promise<Neighbours> {
  return withRole(
    db,
    "perazzi_read",
    async (tx) => {
      const own = await readOwn(tx, id, reader);
      if (!own) return { among: null, exact: true, items: [] };
      const indexed = (await readIndexes(tx)).hnsw === "ready";
      if (indexed)
        await sql`select set_config('hnsw.iterative_scan', 'relaxed_order', true),
          set_config('hnsw.ef_search', '200', true)`.execute(tx);
      const items = await readNearest(tx, { id, indexed, reader, ...own });
      return { among: await countServed(tx), exact: !indexed, items };
    },
    { timeoutMs: 20_000 },
  );
}

type Own = { vector: string; model: string };

/** The chunk's own vector, served or parked. */
async function readOwn(tx: Tx, id: string, reader: Reader): Promise<Own | undefined> {
  const { documents, chunks, embeddings } = baseTables();
  const { rows } = await sql<Own>`
    select coalesce(e.embedding, p.embedding)::text as vector, coalesce(e.embedding_model, p.embedding_model) as model
    from ${chunks} c join ${documents} d on d.id = c.document_id
      left join ${embeddings} e on e.chunk_id = c.id left join console.parked_embeddings p on p.chunk_id = c.id
    where c.id = ${id} and coalesce(e.chunk_id, p.chunk_id) is not null
      and ${visibleTo(reader, "d")} and ${visibleTo(reader, "c")}`.execute(tx);
  return rows[0];
}

async function readNearest(
  tx: Tx,
  { id, vector, model, indexed, reader }: Own & { id: string; indexed: boolean; reader: Reader },
): Promise<Neighbour[]> {
  const { documents, chunks, embeddings } = baseTables();
  const distance: RawBuilder<number> = indexed
    ? sql`e.embedding::halfvec(3072) <=> ${vector}::halfvec(3072)`
    : sql`e.embedding <=> ${vector}::vector(3072)`;
  type Row = Omit<Neighbour, "nearDuplicate" | "excerpt"> & { text: string; sensitive: boolean };
  const { rows } = await sql<Row>`
    with nearest as materialized (
      select e.chunk_id from ${embeddings} e join ${chunks} c on c.id = e.chunk_id
        join ${documents} d on d.id = c.document_id
      where e.embedding_model = ${model} and e.chunk_id <> ${id}
        and ${visibleTo(reader, "d")} and ${visibleTo(reader, "c")}
      order by ${distance} limit ${candidates}
    )
    select c.id, c.document_id as "documentId", coalesce(nullif(d.title, ''), d.path) as "documentTitle",
      c.chunk_index as index, c.heading_path as "headingPath", c.text, d.pricing_sensitive as sensitive,
      1 - (e.embedding <=> ${vector}::vector(3072)) as similarity
    from nearest join ${embeddings} e on e.chunk_id = nearest.chunk_id
      join ${chunks} c on c.id = nearest.chunk_id join ${documents} d on d.id = c.document_id
    order by similarity desc, c.id limit ${neighbours}`.execute(tx);
  return rows.map(({ text, sensitive, ...row }) => {
    const clean = (value: string) => (sensitive ? reader.redact(value) : value);
    return {
      ...row,
      documentTitle: clean(row.documentTitle),
      headingPath: row.headingPath === null ? null : clean(row.headingPath),
      excerpt: clean(text).slice(0, excerpt),
      nearDuplicate: row.similarity >= nearDuplicateFrom,
    };
  });
}

async function countServed(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from ${baseTables().embeddings} limit 1000001) n`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}
