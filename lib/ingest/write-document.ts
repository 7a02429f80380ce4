import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { redactionVersion } from "#lib/guardrail/redact.ts";
import { besideCurated } from "./beside-curated.ts";
import { inheritCurated } from "./inherit-curated.ts";
import { assertLease, ChangedMeanwhile, type Lease, leaseQuery } from "./item-lease.ts";
import { readLostCurations, settleLostCurations } from "./lost-curations.ts";
import type { ManifestRow } from "./manifest.ts";
import { countMatch, matchChunks } from "./match-chunks.ts";
import type { PreparedDocument } from "./prepare-document.ts";
import { readStoredChunks } from "./stored-chunks.ts";
import type { StoredDocument } from "./stored-documents.ts";
import { manifestSays, type ValuesInForce } from "./values-in-force.ts";
import { writeChunks } from "./write-chunks.ts";
import { writeEmbeddings } from "./write-embeddings.ts";

export type DocumentToWrite = {
  lease: Lease;
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
  documentId: string;
  added: number;
  changed: number;
  kept: number;
  removed: number;
  embedded: number;
  warnings: string[];
};

/**
 * Replaces a document in the caller's transaction. Throws LostLease where another program has it now, and
 * ChangedMeanwhile where somebody changed it since it was read.
 */
export async function writeDocument(tx: Tx, input: DocumentToWrite): Promise<Written> {
  const { prepared, vectors, model, lease } = input;
  const id = input.stored ? await update(tx, input, input.stored) : await insert(tx, input);
  if (id === undefined) {
    await assertLease(tx, lease);
    throw new ChangedMeanwhile();
  }
  const stored = (await readStoredChunks(tx, [id], { model, lock: true })).get(id) ?? [];
  const lost = await readLostCurations(tx, id, prepared.chunks);
  const match = matchChunks(prepared.chunks, stored, lost);
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
  const warnings = await inheritCurated(tx, id, { ...match, gone: [...match.gone, ...lost] });
  await settleLostCurations(tx, id, match, lost);
  await sql`select console.release_pricing(${id}::uuid)`.execute(tx);
  await writeEmbeddings(tx, ready, model);
  const places = [
    ...match.kept.map(({ chunk, stored }) => ({ chunkId: stored.id, chunk })),
    ...match.added.map(({ chunk, id: chunkId }) => ({ chunkId, chunk })),
  ];
  await writeSource(
    tx,
    id,
    prepared,
    places.map(({ chunkId, chunk: { start, end } }) => ({ chunkId, start, end })),
  );
  return { documentId: id, ...countMatch(match), embedded: ready.length, warnings };
}

async function insert(tx: Tx, input: DocumentToWrite): Promise<string | undefined> {
  const columns = columnsOf(input);
  const names = Object.keys(columns).map((name) => sql.ref(name));
  const { rows } = await sql<{
    id: string;
  }>`${leaseQuery(input.lease)} insert into ${baseTables().documents} (path, ${sql.join(names)})
    select ${input.row.path}, ${sql.join(Object.values(columns))} from lease on conflict (path) do nothing returning id`.execute(
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
  }>`${leaseQuery(input.lease)} update ${baseTables().documents} set path = ${input.row.path}, ${sql.join(sets)}
    where id = ${stored.id} and row_version = ${stored.row_version} and exists (select 1 from lease)
    returning id`.execute(tx);
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
  const beside = besideCurated(curated, metadata);
  if (beside) columns.curated = json(beside);
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
