import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { textHash } from "#lib/embed/embedding-cache.ts";
import { countTokens } from "#lib/embed/tokens.ts";
import { redactionVersion, redactProse } from "#lib/guardrail/redact.ts";
import { redactJson } from "#lib/guardrail/redact-json.ts";
import { embeddingText, hashOf } from "./prepare-document.ts";

type DocumentRow = { path: string; fields: Fields };
type ChunkRow = { id: string; text: string; fields: Fields };
type Fields = Record<string, unknown>;

const actor = { label: "pricing guardrail" };
const documentTexts = ["title", "summary", "safety_notes"];
const documentLists = ["tags", "stakeholders", "curated", "manifest_values"];
const chunkTexts = ["heading", "heading_path", "safety_notes"];
const chunkLists = [
  "section_labels",
  "context_tags",
  "related_entities",
  "cta_links",
  "structured_refs",
  "curated",
];

/**
 * Takes every amount out of what is stored of a document whose pricing flag was switched on, without its file,
 * lets serve what was clean before, and asks for the run that cuts and embeds the rest anew.
 */
export async function cleanDocument(db: Db, documentId: string): Promise<{ cleaned: number }> {
  return withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      const document = await lockSensitive(tx, documentId);
      if (!document) return { cleaned: 0 };
      const cleaned = await cleanChunks(tx, documentId);
      const changed = await cleanRow(tx, "documents", documentId, document.fields);
      const source = await cleanSource(tx, documentId);
      await sql`select console.release_pricing(${documentId}::uuid)`.execute(tx);
      const what = { chunks: cleaned, document: changed, source };
      if (cleaned > 0 || changed > 0 || source)
        await recordAudit(tx, {
          actor,
          action: "document.clean",
          subjectType: "document",
          subjectId: documentId,
          subjectLabel: document.path,
          changes: { cleaned: { from: null, to: what } },
          reason: "The pricing flag was switched on.",
        });
      await sql`select console.request_cleaned(${documentId}::uuid)`.execute(tx);
      return { cleaned };
    },
    { timeoutMs: 300_000 },
  );
}

async function lockSensitive(tx: Tx, id: string): Promise<DocumentRow | undefined> {
  const names = [...documentTexts, ...documentLists].map(
    (name) => sql`${sql.lit(name)}, ${sql.ref(name)}`,
  );
  const { rows } = await sql<DocumentRow>`select path,
      jsonb_build_object(${sql.join(names)}) as fields
    from ${baseTables().documents} where id = ${id} and pricing_sensitive for no key update`.execute(
    tx,
  );
  return rows[0];
}

async function cleanChunks(tx: Tx, documentId: string): Promise<number> {
  const { chunks } = baseTables();
  const names = [...chunkTexts, ...chunkLists].map(
    (name) => sql`${sql.lit(name)}, ${sql.ref(name)}`,
  );
  const { rows } =
    await sql<ChunkRow>`select id, text, jsonb_build_object(${sql.join(names)}) as fields
    from ${chunks} where document_id = ${documentId} order by chunk_index, id for no key update`.execute(
      tx,
    );
  let cleaned = 0;
  for (const { id, text, fields } of rows) {
    const clean = redactProse(text);
    const others = await cleanRow(tx, "chunks", id, fields);
    if (clean !== text) {
      await sql`update ${chunks} set text = ${clean}, content_hash = ${hashOf(clean)}, token_count = ${countTokens(clean)}
        where id = ${id}`.execute(tx);
      // The vector of the text with its amount is gone from the row by trigger; here it goes for good.
      await sql`delete from console.embedding_cache where text_hash = ${textHash(embeddingText(text))}`.execute(
        tx,
      );
    }
    if (clean !== text || others > 0) cleaned++;
  }
  return cleaned;
}

/** Redacts the other fields of a row; returns how many changed. */
async function cleanRow(
  tx: Tx,
  table: "documents" | "chunks",
  id: string,
  fields: Fields,
): Promise<number> {
  const sets = Object.entries(fields).flatMap(([name, value]) => {
    const clean = redactJson(value, name);
    if (clean === value) return [];
    return typeof clean === "string"
      ? [sql`${sql.ref(name)} = ${clean}`]
      : [sql`${sql.ref(name)} = ${JSON.stringify(clean)}::jsonb`];
  });
  if (sets.length > 0)
    await sql`update ${baseTables()[table]} set ${sql.join(sets)} where id = ${id}`.execute(tx);
  return sets.length;
}

/** The source text as pages show it. The places of chunks in it move: the run that follows finds them again. */
async function cleanSource(tx: Tx, documentId: string): Promise<boolean> {
  const { rows } = await sql<{
    text: string;
  }>`select text from console.document_sources where document_id = ${documentId}`.execute(tx);
  const text = rows[0]?.text;
  if (text === undefined) return false;
  const clean = redactProse(text);
  if (clean === text) return false;
  await sql`update console.document_sources set text = ${clean}, redaction_version = ${redactionVersion}, updated_at = now()
    where document_id = ${documentId}`.execute(tx);
  await sql`delete from console.chunk_places p using ${baseTables().chunks} c
    where c.id = p.chunk_id and c.document_id = ${documentId}`.execute(tx);
  return true;
}
