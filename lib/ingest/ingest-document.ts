import { sql } from "kysely";
import type { CorpusConfig } from "#lib/corpus/config-schema.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { embedAll } from "#lib/embed/embed-all.ts";
import type { Embedder } from "#lib/embed/embedder.ts";
import { FlaggedMeanwhile } from "#lib/embed/flagged-meanwhile.ts";
import type { Purpose } from "#lib/embed/purpose.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { type Decision, isServed, type PlanItem } from "./plan.ts";
import {
  embeddingText,
  type PreparedDocument,
  pipelineOf,
  prepareDocument,
} from "./prepare-document.ts";
import { readSource, type Source } from "./read-source.ts";
import type { Outcome } from "./run-recorder.ts";
import { readStoredDocuments, type StoredDocument } from "./stored-documents.ts";
import { manifestSays, type ValuesInForce, valuesInForce } from "./values-in-force.ts";
import { matchChunks, readStoredChunks } from "./write-chunks.ts";
import { ChangedMeanwhile, writeDocument } from "./write-document.ts";

export type IngestContext = {
  db: Db;
  root: string;
  config: CorpusConfig;
  embedder: Embedder;
  batchSize: number;
  /** Works everything out and writes nothing. */
  dryRun: boolean;
  purpose: Purpose;
  signal: AbortSignal | undefined;
};

/** Brings one document of the manifest to what its file and the manifest say. */
export async function ingestDocument(
  item: PlanItem,
  decision: Decision,
  context: IngestContext,
): Promise<Outcome[]> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await attemptDocument(item, decision, context);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile || error instanceof FlaggedMeanwhile)) throw error;
      if (attempt >= 3)
        throw new AppError("conflict", "Somebody keeps changing this document: run again later.");
      const { db, embedder } = context;
      const path = item.stored?.path ?? item.row.path;
      const [stored] = await withRole(db, "perazzi_ingest", (tx) =>
        readStoredDocuments(tx, embedder.model, path),
      );
      item.stored = stored;
    }
  }
}

async function attemptDocument(
  { row, stored }: PlanItem,
  { action, reason }: Decision,
  context: IngestContext,
): Promise<Outcome[]> {
  const { db, root, config, embedder, dryRun } = context;
  const values = valuesInForce(manifestSays(row), stored);
  const served = isServed(values);
  const source = await readSource(root, row.path).catch((error: unknown) => {
    // A file that is not served need not be there, nor be readable.
    if (served || !(error instanceof AppError)) throw error;
    return undefined;
  });
  const prepared = await prepare(source, row, values, config);
  const texts = served ? await missingTexts(prepared, stored, values, context) : new Map();
  const wanted = [...texts];
  if (dryRun)
    return [
      {
        action,
        documentId: stored?.id ?? null,
        path: row.path,
        reason,
        added: wanted.length,
        message: "Nothing was written: dry run.",
      },
    ];
  const reply = await embedAll(
    db,
    wanted.map(([, text]) => ({
      text,
      sensitive: values.pricing_sensitive,
      source: { path: row.path, documentId: stored?.id ?? null },
    })),
    context,
  );
  const vectors = new Map(
    wanted.map(([hash], at) => [hash, reply.vectors[at] ?? new Float32Array()]),
  );
  const written = await withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      const done = await writeDocument(tx, {
        row,
        stored,
        values,
        prepared,
        vectors,
        model: embedder.model,
        pipeline: pipelineOf(row.docType, values, config),
        checksum: source?.checksum ?? null,
        modifiedAt: source?.modifiedAt ?? null,
      });
      if (!done) throw new ChangedMeanwhile();
      return done;
    },
    { timeoutMs: 120_000 },
  );
  const { id: documentId, added, kept, removed, embedded } = written;
  return [
    ...prepared.warnings.map(
      (message): Outcome => ({
        action: "warn",
        level: "warning",
        documentId,
        path: row.path,
        message,
      }),
    ),
    {
      action,
      documentId,
      path: row.path,
      reason,
      added,
      kept,
      removed,
      embedded,
      tokens: reply.tokens,
      requests: reply.requests,
      cost: reply.cost,
    },
  ];
}

async function prepare(
  source: Source | undefined,
  row: PlanItem["row"],
  values: ValuesInForce,
  config: CorpusConfig,
): Promise<PreparedDocument> {
  const nothing: Source = { text: "", checksum: "", kind: "md", modifiedAt: new Date(0) };
  try {
    return await prepareDocument(source ?? nothing, row, values, config);
  } catch (error) {
    if (isServed(values) || !(error instanceof AppError)) throw error;
    return prepareDocument(nothing, row, values, config);
  }
}

/** Texts to embed by the hash of their chunk: those that no stored chunk of the document has a vector for. */
async function missingTexts(
  prepared: PreparedDocument,
  stored: StoredDocument | undefined,
  _values: ValuesInForce,
  { db, embedder }: IngestContext,
): Promise<Map<string, string>> {
  const known = stored
    ? await withRole(db, "perazzi_ingest", (tx) => readStoredChunks(tx, stored.id, embedder.model))
    : [];
  const { kept, added } = matchChunks(prepared.chunks, known);
  const wanting = [...kept.filter(({ stored: chunk }) => !chunk.has_vector), ...added];
  return new Map(wanting.map(({ chunk }) => [chunk.hash, embeddingText(chunk.text)]));
}

/** Takes a document that the manifest lists no more out of retrieval; its row stays, deprecated. */
export async function dropDocument(
  stored: StoredDocument,
  { db, dryRun }: IngestContext,
): Promise<Outcome> {
  const outcome: Outcome = {
    action: "remove",
    documentId: stored.id,
    path: stored.path,
    reason: "not in the manifest any more",
    removed: stored.chunks,
  };
  if (dryRun) return { ...outcome, message: "Nothing was written: dry run." };
  const { documents, chunks } = baseTables();
  await withRole(db, "perazzi_ingest", async (tx) => {
    const { rows } =
      await sql`update ${documents} set status = 'deprecated', manifest_values = '{"listed": false}'
      where id = ${stored.id} and row_version = ${stored.row_version} returning id`.execute(tx);
    if (rows.length === 0)
      throw new AppError("conflict", "Somebody changed this document meanwhile: run again.");
    await sql`delete from ${chunks} where document_id = ${stored.id}`.execute(tx);
    await sql`delete from console.document_sources where document_id = ${stored.id}`.execute(tx);
  });
  return outcome;
}
