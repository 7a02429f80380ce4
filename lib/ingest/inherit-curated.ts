import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { ChunkMatch, StoredChunk } from "./write-chunks.ts";

const inheritable = [
  "section_labels",
  "primary_modes",
  "archetype_bias",
  "language",
  "disciplines",
  "platforms",
  "audiences",
  "visibility",
  "confidentiality",
  "guardrail_flags",
  "safety_notes",
  "cta_links",
  "context_tags",
  "related_entities",
] as const;

/**
 * Gives what a person curated on a chunk that went to its best successor, marked for review. A restriction
 * that finds none covers the whole document until a person decides.
 */
export async function inheritCurated(tx: Tx, documentId: string, match: ChunkMatch): Promise<void> {
  const { chunks, documents } = baseTables();
  for (const gone of match.gone.filter(isCurated)) {
    const next = successor(gone, match);
    if (next) {
      const columns = inheritable.filter(
        (column) => curatedKeys(gone).has(column) || restricts(gone, column),
      );
      const values = Object.fromEntries(columns.map((column) => [column, gone.row[column]]));
      const sets = columns.map((column) => sql`${sql.ref(column)} = o.${sql.ref(column)}`);
      await sql`update ${chunks} c set ${sql.join([...sets, sql`curated = ${JSON.stringify(gone.row.curated ?? {})}::jsonb`, sql`needs_review = true`])}
        from jsonb_populate_record(null::${chunks}, ${JSON.stringify(values)}::jsonb) o where c.id = ${next.id}`.execute(
        tx,
      );
    } else if (restricts(gone, "visibility") || restricts(gone, "confidentiality"))
      await sql`update ${documents} set
          visibility = case when console.visibility_rank(${gone.row.visibility}::text) > console.visibility_rank(visibility)
            then ${gone.row.visibility}::text else visibility end,
          confidentiality = case when ${gone.row.confidentiality}::text = 'elevated' then 'elevated' else confidentiality end
        where id = ${documentId}`.execute(tx);
  }
}

function isCurated(chunk: StoredChunk): boolean {
  return (
    curatedKeys(chunk).size > 0 ||
    restricts(chunk, "visibility") ||
    restricts(chunk, "confidentiality")
  );
}

function curatedKeys({ row }: StoredChunk): Set<string> {
  return new Set(
    Object.keys(typeof row.curated === "object" && row.curated !== null ? row.curated : {}),
  );
}

function restricts({ row }: StoredChunk, column: string): boolean {
  if (column === "visibility") return row.visibility != null && row.visibility !== "public";
  return (
    column === "confidentiality" && row.confidentiality != null && row.confidentiality !== "normal"
  );
}

function successor(gone: StoredChunk, { added }: ChunkMatch): { id: string } | undefined {
  const same = added.filter(({ chunk }) => chunk.headingPath === gone.heading_path);
  return same.find(({ index }) => index >= gone.chunk_index) ?? same[0];
}
