import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";

/** What holds for a chunk today; a document that is gone counts as price-sensitive: nobody can say any more. */
export type ChunkNow = {
  pricingSensitive: boolean;
  visibility: (string | null)[];
  confidentiality: (string | null)[];
  /** Null where the chunk is gone. */
  text: string | null;
};

export type ChunksNow = ReadonlyMap<string, ChunkNow>;

/** The chunks of frozen results as they are now, by id. */
export async function chunksNow(
  tx: Tx,
  results: readonly { chunkId: string; documentId: string }[],
): Promise<ChunksNow> {
  const { documents, chunks } = baseTables();
  const ids = new Map(results.map(({ chunkId, documentId }) => [chunkId, documentId]));
  const { rows } = await sql<{
    chunk_id: string;
    sensitive: boolean;
    visibility: (string | null)[];
    confidentiality: (string | null)[];
    text: string | null;
  }>`
    select w.chunk_id, coalesce(d.pricing_sensitive, true) as sensitive, c.text,
      array[d.visibility, c.visibility] as visibility,
      array[d.confidentiality, c.confidentiality] as confidentiality
    from unnest(${[...ids.keys()]}::uuid[], ${[...ids.values()]}::uuid[]) as w (chunk_id, document_id)
      left join ${documents} d on d.id = w.document_id
      left join ${chunks} c on c.id = w.chunk_id
    limit ${ids.size + 1}`.execute(tx);
  return new Map(
    rows.map(({ chunk_id, sensitive, ...row }) => [
      chunk_id,
      { ...row, pricingSensitive: sensitive },
    ]),
  );
}
