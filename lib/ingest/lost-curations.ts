import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { orphansOf } from "./inherit-curated.ts";
import type { ChunkMatch, StoredChunk } from "./match-chunks.ts";
import type { PreparedChunk } from "./prepare-document.ts";

/**
 * Curated chunks that another program took away and whose text did not come back, nor comes back now: as if they
 * were still there, to be inherited from. Those of price-sensitive documents have no text.
 */
export async function readLostCurations(
  tx: Tx,
  documentId: string,
  coming: PreparedChunk[],
): Promise<StoredChunk[]> {
  const { rows } = await sql<StoredChunk>`
    select l.chunk_id as id, coalesce(v.text, '') as text, l.text_hash, l.occurrence,
      coalesce((v.fields ->> 'chunk_index')::int, 0) as chunk_index, null as chunk_count,
      v.fields ->> 'heading' as heading, v.fields ->> 'heading_path' as heading_path, null as content_hash,
      false as has_vector, l.fields as row
    from console.lost_curations l
      left join console.chunk_versions v on v.chunk_id = l.chunk_id and v.removed
    where l.document_id = ${documentId} order by l.id`.execute(tx);
  const back = new Set(coming.map(({ hash, occurrence }) => `${hash} ${occurrence}`));
  return rows.filter(({ text_hash, occurrence }) => !back.has(`${text_hash} ${occurrence}`));
}

/** Forgets what a run has passed on; what covered the document goes if every restriction found its text. */
export async function settleLostCurations(
  tx: Tx,
  documentId: string,
  match: ChunkMatch,
  lost: StoredChunk[],
): Promise<void> {
  if (lost.length === 0) return;
  await sql`delete from console.lost_curations where document_id = ${documentId}`.execute(tx);
  if (orphansOf({ ...match, gone: lost }).length > 0)
    await sql`delete from console.covered_documents where document_id = ${documentId}`.execute(tx);
  else await sql`select console.lift_cover(${documentId})`.execute(tx);
}
