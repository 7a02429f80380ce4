import { type RawBuilder, sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";

/** What stands for documents, chunks and embeddings in a search: the tables, or a view of them as if edited. */
export type Relations = Record<"documents" | "chunks" | "embeddings", RawBuilder<unknown>>;

/**
 * Edits that have not been made: new column values (as Postgres names and prints them) by row id.
 * `documents: {id: {status: "planned", platforms: ["mx"]}}`.
 */
export type Overlay = {
  documents?: Record<string, Record<string, unknown>>;
  chunks?: Record<string, Record<string, unknown>>;
};

/**
 * The three relations as they would be after `overlay`, without writing anything. Parked vectors of the
 * rows that it touches stand among the embeddings again, as the filter decides by itself what may be
 * served; what a pricing flag takes out until it is cleaned is gone, and so is what was cut in full and is
 * to be metadata only.
 */
export function relationsWith(overlay: Overlay | undefined): Relations {
  const tables = baseTables();
  if (!overlay) return tables;
  const documents = JSON.stringify(overlay.documents ?? {});
  const chunks = JSON.stringify(overlay.chunks ?? {});
  const edited = (table: RawBuilder<unknown>, edits: string) => sql`(
    select t.* from ${table} t where not ${edits}::jsonb ? t.id::text
    union all ${editedRows(table, edits)})`;
  const takenOut = sql`select edit.key::uuid from jsonb_each(${documents}::jsonb) edit
    join ${tables.documents} t on t.id = edit.key::uuid
    where (edit.value->>'pricing_sensitive')::boolean and not t.pricing_sensitive
      or edit.value->>'embed_mode' = 'metadata-only' and t.embed_mode = 'full'`;
  return {
    documents: edited(tables.documents, documents),
    chunks: edited(tables.chunks, chunks),
    embeddings: sql`(
      select e.chunk_id, e.embedding_model, e.embedding from ${tables.embeddings} e
      where not exists (select 1 from ${tables.chunks} t where t.id = e.chunk_id and t.document_id in (${takenOut}))
      union all
      select p.chunk_id, p.embedding_model, p.embedding from console.parked_embeddings p
        join ${tables.chunks} t on t.id = p.chunk_id join ${tables.documents} d on d.id = t.document_id
      where (${documents}::jsonb ? t.document_id::text or ${chunks}::jsonb ? t.id::text)
        and (p.reason <> 'pricing' or (${documents}::jsonb -> t.document_id::text ->> 'pricing_sensitive')::boolean is false)
        and not (p.cut_full and coalesce(${documents}::jsonb -> t.document_id::text ->> 'embed_mode', d.embed_mode) = 'metadata-only')
        and t.document_id not in (${takenOut}))`,
  };
}

/**
 * As relationsWith, of the rows alone that the overlay edits (and of what it says nothing of, all): to read those
 * again, where the whole view would be gone through for them.
 */
export function editedRelations({ documents, chunks }: Overlay): Relations {
  const tables = baseTables();
  const only = (table: RawBuilder<unknown>, edits: Overlay["documents"]) =>
    edits ? sql`(${editedRows(table, JSON.stringify(edits))})` : table;
  return {
    documents: only(tables.documents, documents),
    chunks: only(tables.chunks, chunks),
    embeddings: tables.embeddings,
  };
}

function editedRows(table: RawBuilder<unknown>, edits: string): RawBuilder<unknown> {
  return sql`select (jsonb_populate_record(t, edit.value)).* from jsonb_each(${edits}::jsonb) edit
      join ${table} t on t.id = edit.key::uuid`;
}
