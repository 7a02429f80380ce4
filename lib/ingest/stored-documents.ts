import { sql } from "kysely";
import type { Curated } from "#lib/corpus/document-metadata.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { ValuesInForce } from "./values-in-force.ts";

/** A document as it is stored, with what decides whether it needs work. */
export type StoredDocument = ValuesInForce & {
  id: string;
  path: string;
  row_version: string;
  category: string;
  doc_type: string;
  source_checksum: string | null;
  manifest_values: Record<string, unknown> | null;
  curated: Curated | null;
  derived_fields: string[] | null;
  title: string | null;
  summary: string | null;
  chunks: number;
  /** Chunks without a hash of their text, or without a vector of the model: they need repair. */
  broken: number;
  withheld: number;
  has_source: boolean;
};

/** Stored documents by path: all, or those of these paths and ids. */
export async function readStoredDocuments(
  tx: Tx,
  model: string,
  only?: { paths: string[]; ids: string[] },
): Promise<StoredDocument[]> {
  const { documents, chunks, embeddings } = baseTables();
  const chosen = only
    ? sql`d.path = any(${only.paths}::text[]) or d.id = any(${only.ids}::uuid[])`
    : sql`true`;
  const { rows } = await sql<StoredDocument>`
    select d.id, d.path, d.row_version::text as row_version, d.category, d.doc_type, d.status, d.embed_mode,
      d.pricing_sensitive, d.source_checksum, d.manifest_values, d.curated, d.derived_fields, d.title, d.summary,
      n.chunks::int as chunks, n.broken::int as broken, n.withheld::int as withheld,
      s.document_id is not null as has_source
    from ${documents} d
      left join console.document_sources s on s.document_id = d.id
      cross join lateral (
        select count(*) as chunks,
          count(*) filter (where c.content_hash is null or c.occurrence is null
            or coalesce(e.embedding_model, p.embedding_model) is distinct from ${model}) as broken,
          count(*) filter (where p.reason = 'pricing') as withheld
        from ${chunks} c left join ${embeddings} e on e.chunk_id = c.id
          left join console.parked_embeddings p on p.chunk_id = c.id
        where c.document_id = d.id) n
    where ${chosen} order by d.path`.execute(tx);
  return rows;
}
