import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { guardedText } from "./map-row.ts";
import type { Relations } from "./relations.ts";

/** Texts by chunk id, as a model may be given them: asked for what is shown, by default 12 of 60 candidates. */
export async function readTexts(
  tx: Tx,
  { documents, chunks }: Pick<Relations, "documents" | "chunks">,
  chunkIds: readonly string[],
): Promise<Map<string, string>> {
  if (chunkIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; text: string; pricing_sensitive: boolean }>`
    select c.id, c.text, d.pricing_sensitive from ${chunks} c join ${documents} d on d.id = c.document_id
    where c.id = any(${[...chunkIds]}::uuid[]) limit ${chunkIds.length}`.execute(tx);
  return new Map(rows.map((row) => [row.id, guardedText(row, row.text)]));
}
