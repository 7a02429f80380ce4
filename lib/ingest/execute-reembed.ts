import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { assertActiveModel, rememberActiveModel } from "#lib/embed/active-model.ts";
import { embedAll } from "#lib/embed/embed-all.ts";
import { ProviderStop } from "#lib/embed/provider-error.ts";
import { AppError, toAppError } from "#lib/errors/app-error.ts";
import { embeddingText, hashOf } from "./prepare-document.ts";
import type { Work } from "./run-ingest.ts";
import type { Outcome } from "./run-recorder.ts";
import { writeEmbeddings } from "./write-embeddings.ts";

type DocumentRow = { id: string; path: string; served: boolean };

/** Embeds the stored chunks of the run's documents anew. */
export async function executeReembed(work: Work): Promise<void> {
  const { db, run, embedder, recorder, signal } = work;
  const ids = run.scope.documentIds ?? [];
  const documents = await withRole(db, "perazzi_ingest", async (tx) => {
    await assertActiveModel(tx, embedder.model);
    await rememberActiveModel(tx, embedder.model);
    const { rows } =
      await sql<DocumentRow>`select id, path, status = 'active' and embed_mode <> 'ignore' as served
        from ${baseTables().documents} where id = any(${ids}::uuid[]) order by path`.execute(tx);
    return rows;
  });
  await work.begin(documents.length);
  for (const document of documents) {
    signal?.throwIfAborted();
    await work.step(document.path, async () => recorder.record(await outcomeOf(work, document)));
  }
  await recorder.flush();
}

async function outcomeOf(work: Work, document: DocumentRow): Promise<Outcome> {
  const { id: documentId, path } = document;
  const started = performance.now();
  if (!document.served)
    return { action: "skip", documentId, path, reason: "not served: nothing to embed" };
  try {
    const done = await reembed(work, document);
    return {
      action: "re-embed",
      documentId,
      path,
      ...done,
      durationMs: Math.round(performance.now() - started),
    };
  } catch (thrown) {
    if (thrown instanceof ProviderStop) throw thrown;
    const error = toAppError(thrown);
    if (error.code === "unavailable" && error !== thrown) throw error;
    return { action: "fail", level: "error", documentId, path, message: error.message };
  }
}

async function reembed({ db, run, embedder, signal }: Work, { id, path }: DocumentRow) {
  const { chunks } = baseTables();
  const sensitive = await isSensitive(db, id);
  const stored = await withRole(db, "perazzi_ingest", async (tx) => {
    const { rows } = await sql<{ id: string; text: string }>`select id, text from ${chunks}
      where document_id = ${id} order by chunk_index, id`.execute(tx);
    return rows;
  });
  if (stored.length === 0)
    throw new AppError("conflict", "This document has no chunks: ingest it first.");
  const reply = await embedAll(
    db,
    stored.map(({ text }) => ({
      text: embeddingText(text),
      sensitive,
      source: { path, documentId: id },
    })),
    {
      embedder,
      purpose: run.purpose,
      signal,
      ignoreCache: run.mode === "full" || run.options.force === true,
    },
  );
  const written = await withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      await sql`select 1 from ${baseTables().documents} where id = ${id} for no key update`.execute(
        tx,
      );
      const { rows } = await sql<{ id: string; text: string }>`select id, text from ${chunks}
        where document_id = ${id} for share`.execute(tx);
      const now = new Map(rows.map((row) => [row.id, hashOf(row.text)]));
      // A chunk that was rewritten meanwhile keeps the vector of its new text.
      const vectors = stored.flatMap((chunk, at) => {
        const vector = reply.vectors[at];
        return vector && now.get(chunk.id) === hashOf(chunk.text)
          ? [{ chunkId: chunk.id, vector }]
          : [];
      });
      await writeEmbeddings(tx, vectors, embedder.model);
      return vectors.length;
    },
    { timeoutMs: 120_000 },
  );
  return {
    kept: stored.length,
    embedded: written,
    tokens: reply.tokens,
    requests: reply.requests,
    cost: reply.cost,
  };
}

async function isSensitive(db: Db, id: string): Promise<boolean> {
  const { rows } = await withRole(db, "perazzi_ingest", (tx) =>
    sql<{ sensitive: boolean }>`select pricing_sensitive as sensitive from ${baseTables().documents}
      where id = ${id}`.execute(tx),
  );
  // A document that is gone has nothing to send.
  return rows[0]?.sensitive ?? true;
}
