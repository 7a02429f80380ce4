import { sql } from "kysely";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";

/** The chunks of these rows that the assistant's own query can return at this moment, by the rules it knows. */
export async function servedChunks(
  tx: Tx,
  subject: Subject,
  ids: readonly string[],
): Promise<Set<string>> {
  const { documents, chunks, embeddings } = baseTables();
  const column = sql.ref(subject === "document" ? "d.id" : "c.id");
  const { rows } = await sql<{ ids: string[] }>`
    select coalesce(array_agg(c.id::text), '{}') as ids from ${embeddings} e join ${chunks} c on c.id = e.chunk_id
      join ${documents} d on d.id = c.document_id
    where ${column} = any(${ids}::uuid[]) and d.status = 'active' and d.visibility = 'public'
      and d.confidentiality = 'normal'`.execute(tx);
  return new Set(rows[0]?.ids);
}

export type ServedChange = { left: number; entered: number; served: number };

export function servedChange(before: Set<string>, after: Set<string>): ServedChange {
  return {
    left: [...before].filter((id) => !after.has(id)).length,
    entered: [...after].filter((id) => !before.has(id)).length,
    served: after.size,
  };
}
