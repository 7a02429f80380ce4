import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { describeChunks, describedColumns, describedNames } from "./describe-chunks.ts";
import { hashOf, type PreparedChunk } from "./prepare-document.ts";

export type StoredChunk = {
  id: string;
  text_hash: string;
  occurrence: number;
  chunk_index: number;
  chunk_count: number | null;
  heading: string | null;
  heading_path: string | null;
  content_hash: string | null;
  has_vector: boolean;
  row: Record<string, unknown>;
};

export type ChunkMatch = {
  kept: { chunk: PreparedChunk; index: number; stored: StoredChunk }[];
  added: { chunk: PreparedChunk; index: number; id: string }[];
  gone: StoredChunk[];
};

/** The chunks of a document in order, locked to the end of the transaction. */
export async function readStoredChunks(
  tx: Tx,
  documentId: string,
  model: string,
): Promise<StoredChunk[]> {
  const { chunks, embeddings } = baseTables();
  const { rows } = await sql<Omit<StoredChunk, "text_hash" | "occurrence"> & { text: string }>`
    select c.id, c.text, c.chunk_index, c.chunk_count, c.heading, c.heading_path, c.content_hash,
      coalesce(e.embedding_model, p.embedding_model) is not distinct from ${model} as has_vector,
      to_jsonb(c) - 'text' as row
    from ${chunks} c left join ${embeddings} e on e.chunk_id = c.id
      left join console.parked_embeddings p on p.chunk_id = c.id
    where c.document_id = ${documentId} order by c.chunk_index, c.id for update of c`.execute(tx);
  const seen = new Map<string, number>();
  return rows.map(({ text, ...row }) => {
    // Counted here, not read: other software stores no hashes.
    const text_hash = hashOf(text);
    const occurrence = seen.get(text_hash) ?? 0;
    seen.set(text_hash, occurrence + 1);
    return { ...row, text_hash, occurrence };
  });
}

/** Which chunks stay, wherever they moved to, which are new and which go. Pure but for new ids. */
export function matchChunks(prepared: PreparedChunk[], stored: StoredChunk[]): ChunkMatch {
  const known = new Map(stored.map((chunk) => [`${chunk.text_hash} ${chunk.occurrence}`, chunk]));
  const match: ChunkMatch = { kept: [], added: [], gone: [] };
  for (const [index, chunk] of prepared.entries()) {
    const key = `${chunk.hash} ${chunk.occurrence}`;
    const found = known.get(key);
    if (found) match.kept.push({ chunk, index, stored: found });
    else match.added.push({ chunk, index, id: randomUUID() });
    known.delete(key);
  }
  match.gone = [...known.values()];
  return match;
}

/** Brings the stored chunks to the prepared ones; a chunk whose text and place did not change is not written. */
export async function writeChunks(
  tx: Tx,
  documentId: string,
  { kept, added, gone }: ChunkMatch,
): Promise<void> {
  const { chunks } = baseTables();
  const count = kept.length + added.length;
  if (gone.length > 0)
    await sql`delete from ${chunks} where id = any(${gone.map(({ id }) => id)}::uuid[])`.execute(
      tx,
    );
  const moved = kept.filter(
    ({ chunk, index, stored }) =>
      stored.chunk_index !== index ||
      stored.chunk_count !== count ||
      stored.content_hash !== chunk.hash ||
      stored.heading !== chunk.heading ||
      stored.heading_path !== chunk.headingPath ||
      stored.row.occurrence !== chunk.occurrence ||
      stored.row.token_count !== chunk.tokens,
  );
  if (moved.some(({ index, stored }) => stored.chunk_index !== index))
    // Out of the way first: the index is unique within the document at every moment.
    await sql`update ${chunks} set chunk_index = chunk_index + 1000000
      where id = any(${moved.map(({ stored }) => stored.id)}::uuid[])`.execute(tx);
  if (moved.length > 0)
    await sql`update ${chunks} c set chunk_index = t.index, chunk_count = ${count}, content_hash = t.hash,
        occurrence = t.occurrence, token_count = t.tokens, heading = t.heading, heading_path = t.path, updated_at = now()
      from unnest(${moved.map(({ stored }) => stored.id)}::uuid[], ${moved.map(({ index }) => index)}::int[],
        ${moved.map(({ chunk }) => chunk.hash)}::text[], ${moved.map(({ chunk }) => chunk.occurrence)}::int[],
        ${moved.map(({ chunk }) => chunk.tokens)}::int[], ${moved.map(({ chunk }) => chunk.heading)}::text[],
        ${moved.map(({ chunk }) => chunk.headingPath)}::text[])
        as t (id, index, hash, occurrence, tokens, heading, path)
      where c.id = t.id`.execute(tx);
  await describeChunks(tx, kept);
  for (let at = 0; at < added.length; at += 50)
    await insertChunks(tx, documentId, added.slice(at, at + 50), count);
}

async function insertChunks(
  tx: Tx,
  documentId: string,
  added: ChunkMatch["added"],
  count: number,
): Promise<void> {
  const { chunks } = baseTables();
  const rows = added.map(({ chunk, index, id }) => ({
    id,
    chunk_index: index,
    text: chunk.text,
    token_count: chunk.tokens,
    heading: chunk.heading,
    heading_path: chunk.headingPath,
    content_hash: chunk.hash,
    occurrence: chunk.occurrence,
    ...describedColumns(chunk),
  }));
  await sql`insert into ${chunks} (id, document_id, chunk_index, chunk_count, text, token_count, heading, heading_path,
      content_hash, occurrence, ${describedNames})
    select id, ${documentId}, chunk_index, ${count}, text, token_count, heading, heading_path, content_hash, occurrence,
      ${describedNames}
    from jsonb_populate_recordset(null::${chunks}, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}
