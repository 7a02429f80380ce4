import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import type { Relations } from "./relations.ts";
import type { Confidentiality, Visibility } from "./schemas.ts";

export type CandidateRow = {
  chunk_id: string;
  document_id: string;
  path: string;
  title: string | null;
  summary: string | null;
  category: string;
  doc_type: string;
  pricing_sensitive: boolean;
  chunk_index: number;
  heading_path: string | null;
  token_count: number | null;
  guardrail_flags: unknown;
  primary_modes: unknown;
  archetype_bias: unknown;
  platforms: unknown;
  disciplines: unknown;
  related_entities: unknown;
  labels: unknown;
  /** The stricter of document and chunk. */
  visibility: Visibility;
  confidentiality: Confidentiality;
  chunk_version: string;
  document_version: string;
};

/**
 * What rerank looks at in the candidates, once it is known which they are; in no order. The stricter visibility
 * stands as an expression: console.visibility_rank has a setting of its own, so Postgres calls it for each row.
 */
export async function readCandidates(
  tx: Tx,
  { documents, chunks }: Relations,
  chunkIds: readonly string[],
): Promise<CandidateRow[]> {
  if (chunkIds.length === 0) return [];
  const { rows } = await sql<CandidateRow>`
    select c.id as chunk_id, c.document_id, d.path, d.title, d.summary, d.category, d.doc_type, d.pricing_sensitive,
      c.chunk_index, c.heading_path, c.token_count, c.primary_modes, c.archetype_bias,
      coalesce(c.guardrail_flags, d.guardrail_flags) as guardrail_flags,
      coalesce(c.platforms, d.platforms) as platforms, coalesce(c.disciplines, d.disciplines) as disciplines,
      c.related_entities, jsonb_build_array(c.section_labels, c.context_tags, d.tags) as labels,
      c.row_version as chunk_version, d.row_version as document_version,
      case when coalesce(d.visibility, 'public') = 'public' and coalesce(c.visibility, 'public') = 'public' then 'public'
        when coalesce(d.visibility, 'public') in ('public', 'internal')
          and coalesce(c.visibility, 'public') in ('public', 'internal') then 'internal'
        else 'admin-only' end as visibility,
      case when coalesce(d.confidentiality, 'normal') = 'normal' and coalesce(c.confidentiality, 'normal') = 'normal'
        then 'normal' else 'elevated' end as confidentiality
    from ${chunks} c join ${documents} d on d.id = c.document_id
    where c.id = any(${[...chunkIds]}::uuid[]) limit ${chunkIds.length}`.execute(tx);
  return rows;
}
