import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

/** Column values by name. */
export type Row = Record<string, string | number | boolean | null>;

async function insertRow(db: Db, table: string, row: Row): Promise<string> {
  const columns = Object.keys(row).map((name) => sql.ref(name));
  const values = Object.values(row).map((value) => sql`${value}`);
  const { rows } = await sql<{ id: string }>`insert into ${sql.table(table)} (${sql.join(columns)})
    values (${sql.join(values)}) returning id`.execute(db);
  const [inserted] = rows;
  if (!inserted) throw new Error(`no row was inserted into ${table}`);
  return inserted.id;
}

/** A document by column names: active, in full, public, unless told otherwise. Returns its id. */
export function insertDocument(db: Db, row: Row = {}): Promise<string> {
  return insertRow(db, "public.documents", {
    path: `${crypto.randomUUID()}.md`,
    category: "core-brand-and-strategy",
    doc_type: "brand",
    status: "active",
    embed_mode: "full",
    ...row,
  });
}

/** A chunk of a document, the first one unless told otherwise. Returns its id. */
export function insertChunk(db: Db, document: string, row: Row = {}): Promise<string> {
  return insertRow(db, "public.chunks", {
    document_id: document,
    chunk_index: 0,
    text: "Frames are brazed by hand.",
    ...row,
  });
}

/** An embedding whose numbers are all `value`. Returns false where it was diverted. */
export async function insertEmbedding(db: Db, chunk: string, value = 0.5): Promise<boolean> {
  const { rows } = await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
    values (${chunk}, 'test-model', array_fill(${value}::real, array[3072])::vector)
    returning chunk_id`.execute(db);
  return rows.length === 1;
}
