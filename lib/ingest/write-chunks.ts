import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { describeChunks, describedColumns, describedNames } from "./describe-chunks.ts";
import type { ChunkMatch } from "./match-chunks.ts";

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
