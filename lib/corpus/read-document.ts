import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { cleanValue, type Redact } from "./clean-values.ts";
import { type Curated, describeMetadata, type OtherWrites } from "./document-metadata.ts";
import { chunkCount, chunkCounts, documentState } from "./embedding-state.ts";
import { manifestValues } from "./manifest-values.ts";
import { readChunks } from "./read-chunks.ts";
import type { Reader } from "./reader.ts";
import type { Waiting } from "./row-schemas.ts";
import type {
  DocumentDetail,
  DocumentStatus,
  EmbeddingState,
  EmbedMode,
  Viewer,
} from "./schemas.ts";
import { visibleTo } from "./visible.ts";
import { waitingColumn, waitingJoin } from "./waiting-run.ts";

/** Columns that are the console's or say nothing to a reader as metadata. */
const hidden = new Set(["id", "row_version", "manifest_values", "curated", "derived_fields"]);

type StoredDocument = Record<string, unknown> & {
  id: string;
  title: string | null;
  path: string;
  status: DocumentStatus;
  embed_mode: EmbedMode;
  pricing_sensitive: boolean;
  guardrail_flags: string[] | null;
  row_version: string;
  manifest_values: Record<string, unknown> | null;
  curated: Curated | null;
  derived_fields: string[] | null;
};

type ReadOptions = Omit<Reader, "seesRestricted"> & { fromChunk?: number };

/** One document with its metadata and up to 200 of its chunks in order. Throws not_found. */
export function readDocument(
  db: Db,
  id: string,
  viewer: Viewer,
  { fromChunk = 0, ...rules }: ReadOptions,
): Promise<DocumentDetail> {
  const reader = { ...viewer, ...rules };
  return withRole(db, "perazzi_read", async (tx) => {
    const stored = await loadDocument(tx, id, reader);
    const counts = await loadCounts(tx, id, reader);
    const chunks = await readChunks(tx, id, reader, fromChunk);
    const others = await loadOtherWrites(tx, id);
    const clean: Redact = stored.pricing_sensitive ? reader.redact : (text) => text;
    return {
      id: stored.id,
      version: Number(stored.row_version),
      title: clean(stored.title || stored.path),
      path: stored.path,
      status: stored.status,
      embedMode: stored.embed_mode,
      pricingSensitive: stored.pricing_sensitive,
      guardrailFlags: (stored.guardrail_flags ?? []).map(clean),
      embeddingState: counts.state,
      waiting: counts.waiting,
      metadata: metadataOf(stored, others, clean),
      manifest: manifestValues(stored.manifest_values),
      chunkTotal: counts.chunks,
      chunks: chunks.map((chunk) => ({
        ...chunk,
        text: clean(chunk.text),
        headingPath: chunk.headingPath === null ? null : clean(chunk.headingPath),
        labels: chunk.labels.map(clean),
      })),
    };
  });
}

async function loadDocument(tx: Tx, id: string, viewer: Viewer): Promise<StoredDocument> {
  const { documents } = baseTables();
  const found = await sql<StoredDocument>`
    select * from ${documents} d where d.id = ${id} and ${visibleTo(viewer, "d")}`.execute(tx);
  const row = found.rows[0];
  if (!row) throw new AppError("not_found", "There is no such document.");
  return row;
}

async function loadCounts(tx: Tx, id: string, reader: Reader) {
  const { documents } = baseTables();
  const found = await sql<{ chunks: number; state: EmbeddingState; waiting: Waiting }>`
    select ${chunkCount(reader)} as chunks, ${documentState(reader)} as state, ${waitingColumn}
    from ${documents} d ${chunkCounts()} ${waitingJoin()} where d.id = ${id}`.execute(tx);
  return found.rows[0] ?? { chunks: 0, state: "missing" as const, waiting: null };
}

/** What other programs wrote into the document's columns and nobody put back, the last write of each. */
async function loadOtherWrites(tx: Tx, id: string): Promise<OtherWrites> {
  const { rows } = await sql<{ field: string; value: unknown; by: string; at: Date }>`
    select distinct on (x.key) x.key as field, x.value, w.login as by, w.at
    from console.foreign_writes w cross join lateral jsonb_each(w.after) x
    where w.document_id = ${id} and w.relation = 'documents' and w.kind = 'metadata' and w.restored_at is null
    order by x.key, w.id desc limit 100`.execute(tx);
  return Object.fromEntries(
    rows.map(({ field, value, by, at }) => [field, { value, by, at: at.toISOString() }]),
  );
}

function metadataOf(stored: StoredDocument, others: OtherWrites, clean: Redact) {
  const described = describeMetadata({
    values: Object.fromEntries(Object.entries(stored).filter(([column]) => !hidden.has(column))),
    manifest: stored.manifest_values,
    curated: stored.curated,
    derived: stored.derived_fields ?? [],
    others,
  });
  return described.map((field) => ({
    ...field,
    value: cleanValue(field.field, field.value, clean),
    ...("manifest" in field ? { manifest: cleanValue(field.field, field.manifest, clean) } : {}),
  }));
}
