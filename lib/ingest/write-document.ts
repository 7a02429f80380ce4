import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { redactionVersion } from "#lib/guardrail/redact.ts";
import { inheritCurated } from "./inherit-curated.ts";
import type { ManifestRow } from "./manifest.ts";
import type { PreparedDocument } from "./prepare-document.ts";
import type { StoredDocument } from "./stored-documents.ts";
import { manifestSays, type ValuesInForce } from "./values-in-force.ts";
import { matchChunks, readStoredChunks, writeChunks } from "./write-chunks.ts";
import { writeEmbeddings } from "./write-embeddings.ts";

export type DocumentToWrite = {
  row: ManifestRow;
  stored: StoredDocument | undefined;
  values: ValuesInForce;
  pipeline: string;
  checksum: string | null;
  modifiedAt: Date | null;
  prepared: PreparedDocument;
  /** Vectors at hand by the hash of the chunk's text. */
  vectors: Map<string, Float32Array>;
  model: string;
};

export type Written = {
  id: string;
  added: number;
  kept: number;
  removed: number;
  embedded: number;
};

/** Replaces a document in the caller's transaction; undefined where it changed since it was read. */
export async function writeDocument(tx: Tx, input: DocumentToWrite): Promise<Written | undefined> {
  const { prepared, vectors, model } = input;
  const id = input.stored ? await update(tx, input, input.stored) : await insert(tx, input);
  if (id === undefined) return undefined;
  const match = matchChunks(prepared.chunks, await readStoredChunks(tx, id, model));
  const wanting = [
    ...match.kept
      .filter(({ stored }) => !stored.has_vector)
      .map(({ chunk, stored }) => ({ chunkId: stored.id, hash: chunk.hash })),
    ...match.added.map(({ chunk, id: chunkId }) => ({ chunkId, hash: chunk.hash })),
  ];
  const ready = wanting.flatMap(({ chunkId, hash }) => {
    const vector = vectors.get(hash);
    return vector ? [{ chunkId, vector }] : [];
  });
  // Somebody changed a chunk after its vectors were asked for.
  if (ready.length < wanting.length) throw new ChangedMeanwhile();
  await writeChunks(tx, id, match);
  await inheritCurated(tx, id, match);
  await sql`select console.release_pricing(${id}::uuid)`.execute(tx);
  await writeEmbeddings(tx, ready, model);
  await writeSource(tx, id, prepared, [
    ...match.kept.map(({ chunk, stored }) => ({
      chunkId: stored.id,
      start: chunk.start,
      end: chunk.end,
    })),
    ...match.added.map(({ chunk, id: chunkId }) => ({
      chunkId,
      start: chunk.start,
      end: chunk.end,
    })),
  ]);
  return {
    id,
    added: match.added.length,
    kept: match.kept.length,
    removed: match.gone.length,
    embedded: ready.length,
  };
}

/** Rolls the transaction back, so that the document is read and prepared again. */
export class ChangedMeanwhile extends Error {}

async function insert(tx: Tx, input: DocumentToWrite): Promise<string | undefined> {
  const columns = columnsOf(input);
  const names = Object.keys(columns).map((name) => sql.ref(name));
  const { rows } = await sql<{
    id: string;
  }>`insert into ${baseTables().documents} (path, ${sql.join(names)})
    values (${input.row.path}, ${sql.join(Object.values(columns))}) on conflict (path) do nothing returning id`.execute(
    tx,
  );
  return rows[0]?.id;
}

async function update(
  tx: Tx,
  input: DocumentToWrite,
  stored: StoredDocument,
): Promise<string | undefined> {
  const sets = Object.entries(columnsOf(input)).map(
    ([name, value]) => sql`${sql.ref(name)} = ${value}`,
  );
  const { rows } = await sql<{
    id: string;
  }>`update ${baseTables().documents} set path = ${input.row.path}, ${sql.join(sets)}
    where id = ${stored.id} and row_version = ${stored.row_version} returning id`.execute(tx);
  return rows[0]?.id;
}

/** Column by column what ingestion writes; never one that a person curated or the file says nothing of. */
function columnsOf({
  row,
  stored,
  values,
  pipeline,
  checksum,
  modifiedAt,
  prepared,
}: DocumentToWrite) {
  const { metadata } = prepared;
  const curated = stored?.curated ?? {};
  const derived = prepared.derived.filter((field) => !(field in curated));
  const known = (field: "title" | "summary") =>
    stored?.[field] && derived.includes(field) && !stored.derived_fields?.includes(field);
  const columns: Record<string, unknown> = {
    category: row.category,
    doc_type: row.docType,
    ...values,
    manifest_values: json({
      ...manifestSays(row),
      category: row.category,
      doc_type: row.docType,
      pipeline,
    }),
    derived_fields: json(derived.filter((field) => !known(field as "title" | "summary"))),
    ingested_at: sql`now()`,
    ...(checksum ? { source_checksum: checksum, last_updated: modifiedAt } : {}),
  };
  for (const [field, value] of Object.entries(metadata)) {
    if (value === null || field in curated) continue;
    if ((field === "title" || field === "summary") && known(field)) continue;
    columns[field] = Array.isArray(value) ? json(value) : value;
  }
  return columns;
}

function json(value: unknown) {
  return sql`${JSON.stringify(value)}::jsonb`;
}

type Place = { chunkId: string; start: number; end: number };

async function writeSource(
  tx: Tx,
  documentId: string,
  prepared: PreparedDocument,
  places: Place[],
): Promise<void> {
  if (places.length === 0) {
    await sql`delete from console.document_sources where document_id = ${documentId}`.execute(tx);
    return;
  }
  await sql`insert into console.document_sources (document_id, text, redaction_version)
    values (${documentId}, ${prepared.sourceText}, ${redactionVersion})
    on conflict (document_id) do update set text = excluded.text, redaction_version = excluded.redaction_version, updated_at = now()`.execute(
    tx,
  );
  await sql`insert into console.chunk_places (chunk_id, start_offset, end_offset)
    select * from unnest(${places.map(({ chunkId }) => chunkId)}::uuid[], ${places.map(({ start }) => start)}::int[],
      ${places.map(({ end }) => end)}::int[])
    on conflict (chunk_id) do update set start_offset = excluded.start_offset, end_offset = excluded.end_offset`.execute(
    tx,
  );
}
