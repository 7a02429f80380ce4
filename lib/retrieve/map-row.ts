import { redactProse } from "#lib/guardrail/redact.ts";
import type { CandidateRow } from "./read-candidates.ts";
import type { Features, RetrievedChunk } from "./result-schemas.ts";
import { nameOf } from "./words.ts";

export type FoundChunk = Omit<
  RetrievedChunk,
  "text" | "cosine" | "fulltext" | "ranks" | "rankBefore" | "rankAfter" | "base" | "parts" | "score"
> & { features: Features };

/** A text as a model may be given it: without an amount where its document is price-sensitive. */
export function guardedText(
  { pricing_sensitive }: Pick<CandidateRow, "pricing_sensitive">,
  text: string,
): string {
  return pricing_sensitive ? redactProse(text) : text;
}

/** A row as found, without an amount where its document is price-sensitive; lists that other software wrote in another shape count as empty. */
export function mapRow(row: CandidateRow): FoundChunk {
  const safe = (text: string | null) => (text === null ? null : guardedText(row, text));
  const title = safe(row.title);
  return {
    chunkId: row.chunk_id,
    documentId: row.document_id,
    path: row.path,
    title,
    category: row.category,
    docType: row.doc_type,
    chunkIndex: row.chunk_index,
    headingPath: safe(row.heading_path),
    tokenCount: row.token_count,
    guardrailFlags: strings(row.guardrail_flags),
    visibility: row.visibility,
    confidentiality: row.confidentiality,
    versions: { chunk: Number(row.chunk_version), document: Number(row.document_version) },
    features: {
      title,
      path: row.path,
      summary: safe(row.summary),
      primaryModes: lowerSet(row.primary_modes),
      archetypeBias: lowerSet(row.archetype_bias),
      platforms: lowerSet(row.platforms),
      disciplines: lowerSet(row.disciplines),
      relatedEntities: nameSet(strings(row.related_entities)),
      labels: nameSet(strings(Array.isArray(row.labels) ? row.labels.flat() : [])),
    },
  };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function lowerSet(value: unknown): string[] {
  return [
    ...new Set(
      strings(value)
        .map((text) => text.trim().toLowerCase())
        .filter(Boolean),
    ),
  ];
}

function nameSet(texts: string[]): string[] {
  return [...new Set(texts.map(nameOf).filter(Boolean))];
}
