import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import type { Absence } from "./absence-schemas.ts";
import { allOf, type Filter, filterConditions, seenConditions } from "./filter.ts";
import type { Relations } from "./relations.ts";

/**
 * Why a document that has no chunk at all is in no answer; undefined for one that has some, is not there, or that a
 * person with this ceiling may not know of.
 */
export async function explainChunkless(
  tx: Tx,
  documentId: string,
  filter: Filter,
  { documents, chunks }: Pick<Relations, "documents" | "chunks">,
): Promise<Absence | undefined> {
  const conditions = filterConditions({ ...filter, model: null });
  const { rows } = await sql<{
    path: string;
    title: string | null;
    status: string;
    embed_mode: string;
    pricing_sensitive: boolean;
    passes: boolean[];
  }>`
    select d.path, d.title, d.status, d.embed_mode, d.pricing_sensitive,
      array[${sql.join(conditions.map(({ condition }) => sql`coalesce(${condition}, false)`))}] as passes
    from ${documents} d left join ${chunks} c on c.document_id = d.id
    where d.id = ${documentId} and c.id is null and ${allOf(seenConditions(filter.ceiling))}`.execute(
    tx,
  );
  const [row] = rows;
  if (!row) return undefined;
  const title = row.pricing_sensitive && row.title !== null ? redactProse(row.title) : row.title;
  return {
    target: {
      chunkId: null,
      documentId,
      path: row.path,
      title,
      headingPath: null,
      chunkIndex: 0,
      chunksOfDocument: 0,
    },
    stage: "chunks",
    sentence: `The document has no chunks: ${reasonOf(row.status, row.embed_mode)}`,
    filters: conditions.map(({ name, asks }, at) => ({
      filter: name,
      asks,
      passes: row.passes[at] ?? false,
    })),
    similarity: null,
    foundByIndex: null,
    planKind: "none",
    fulltext: null,
    fusedRank: null,
    reranked: null,
    lacks: null,
    rank: null,
    remedies: [],
  };
}

function reasonOf(status: string, embedMode: string): string {
  const causes = [
    ...(status === "active" ? [] : [`its status is ${status}, and only active ones are embedded`]),
    ...(embedMode === "ignore" ? ["its embed mode is ignore"] : []),
  ];
  if (causes.length === 0) return "no run has cut it into any yet. Ingest it.";
  return `${causes.join("; ")}. Change that and ingest it, and it has some.`;
}
