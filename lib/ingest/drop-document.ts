import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { Done } from "./finish-item.ts";
import { inheritCurated } from "./inherit-curated.ts";
import { assertLease, ChangedMeanwhile, type Lease, leaseQuery } from "./item-lease.ts";
import { readStoredChunks } from "./stored-chunks.ts";
import type { StoredDocument } from "./stored-documents.ts";

/**
 * Takes a document that the manifest lists no more out of retrieval, in the caller's transaction: its chunks
 * go, its row stays, deprecated, with the restrictions that its chunks had.
 */
export async function dropDocument(
  tx: Tx,
  { id, row_version }: StoredDocument,
  lease: Lease,
): Promise<Done> {
  const { documents, chunks } = baseTables();
  const { rows } = await sql`${leaseQuery(lease)} update ${documents}
    set status = 'deprecated', manifest_values = '{"listed": false}'
    where id = ${id} and row_version = ${row_version} and exists (select 1 from lease) returning id`.execute(
    tx,
  );
  if (rows.length === 0) {
    await assertLease(tx, lease);
    throw new ChangedMeanwhile();
  }
  const gone = (await readStoredChunks(tx, [id], { model: "", lock: true })).get(id) ?? [];
  const warnings = await inheritCurated(tx, id, { kept: [], added: [], gone });
  await sql`delete from ${chunks} where document_id = ${id}`.execute(tx);
  await sql`delete from console.document_sources where document_id = ${id}`.execute(tx);
  const nothing = { added: 0, changed: 0, kept: 0, embedded: 0 };
  return { documentId: id, ...nothing, removed: gone.length, warnings };
}
