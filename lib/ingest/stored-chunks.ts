import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { StoredChunk } from "./match-chunks.ts";
import { hashOf } from "./prepare-document.ts";

type Row = Omit<StoredChunk, "text_hash" | "occurrence"> & { document_id: string };

/** The chunks of documents in order; with `lock`, held as they are to the end of the transaction. */
export async function readStoredChunks(
  tx: Tx,
  documentIds: string[],
  { model, lock = false }: { model: string; lock?: boolean },
): Promise<Map<string, StoredChunk[]>> {
  const { chunks, embeddings } = baseTables();
  const { rows } = await sql<Row>`
    select c.id, c.document_id, c.text, c.chunk_index, c.chunk_count, c.heading, c.heading_path, c.content_hash,
      coalesce(e.embedding_model, p.embedding_model) is not distinct from ${model} as has_vector,
      to_jsonb(c) - 'text' as row
    from ${chunks} c left join ${embeddings} e on e.chunk_id = c.id
      left join console.parked_embeddings p on p.chunk_id = c.id
    where c.document_id = any(${documentIds}::uuid[]) order by c.chunk_index, c.id
    ${lock ? sql`for update of c` : sql``}`.execute(tx);
  const byDocument = new Map<string, StoredChunk[]>();
  const seen = new Map<string, number>();
  for (const { document_id, ...row } of rows) {
    // Counted here, not read: other software stores no hashes.
    const text_hash = hashOf(row.text);
    const key = `${document_id} ${text_hash}`;
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    const known = byDocument.get(document_id) ?? [];
    known.push({ ...row, text_hash, occurrence });
    byDocument.set(document_id, known);
  }
  return byDocument;
}
