import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

type DocumentInput = {
  path: string;
  title?: string;
  category?: string;
  docType?: string;
  status?: string;
  embedMode?: string;
  pricingSensitive?: boolean;
  visibility?: string;
  confidentiality?: string;
  manifest?: Record<string, unknown> | null;
};
type ChunkInput = { text?: string; visibility?: string; confidentiality?: string };
type ChunkOptions = { embedded?: boolean; model?: string };

/** Inserts a document; what is left out is an active, public one. Returns its id. */
export async function addDocument(db: Db, input: DocumentInput): Promise<string> {
  const manifest =
    input.manifest === undefined ? { status: "active", embed_mode: "full" } : input.manifest;
  const made = await sql<{ id: string }>`
    insert into public.documents (path, title, category, doc_type, status, embed_mode, pricing_sensitive,
      visibility, confidentiality, manifest_values)
    values (${input.path}, ${input.title ?? null}, ${input.category ?? "gun-info"}, ${input.docType ?? "model-details"},
      ${input.status ?? "active"}, ${input.embedMode ?? "full"}, ${input.pricingSensitive ?? false},
      ${input.visibility ?? "public"}, ${input.confidentiality ?? "normal"},
      ${manifest === null ? null : JSON.stringify(manifest)}::jsonb)
    returning id`.execute(db);
  return firstId(made.rows);
}

/** Inserts chunks in order, with an embedding each unless told otherwise. Returns their ids. */
export async function addChunks(
  db: Db,
  documentId: string,
  chunks: ChunkInput[],
  { embedded = true, model = "test-model" }: ChunkOptions = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const made = await sql<{ id: string }>`
      insert into public.chunks (document_id, chunk_index, text, token_count, visibility, confidentiality)
      values (${documentId}, ${index}, ${chunk.text ?? `Chunk ${index}`}, 10, ${chunk.visibility ?? null},
        ${chunk.confidentiality ?? null}) returning id`.execute(db);
    const id = firstId(made.rows);
    ids.push(id);
    if (embedded)
      await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
        values (${id}, ${model}, ${vectorText})`.execute(db);
  }
  return ids;
}

const vectorText = `[${Array.from({ length: 3072 }, () => 0.5).join(",")}]`;

function firstId(rows: { id: string }[]): string {
  const row = rows[0];
  if (!row) throw new Error("an insert with returning gives a row");
  return row.id;
}
