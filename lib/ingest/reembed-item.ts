import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { DocumentWork } from "./document-work.ts";
import { assertLease } from "./item-lease.ts";
import { embeddingText } from "./prepare-document.ts";
import type { RunSession } from "./run-session.ts";
import { readStoredChunks } from "./stored-chunks.ts";
import type { RunItem } from "./take-items.ts";
import { writeEmbeddings } from "./write-embeddings.ts";

/** Makes an item of a re-embedding ready: the stored chunks as they are now. */
export async function prepareReembed(
  { db, run, embedder }: RunSession,
  { documentId, path, reason }: RunItem,
): Promise<DocumentWork> {
  const { documents } = baseTables();
  if (!documentId) throw new AppError("conflict", "This document is not in the corpus any more.");
  const [sensitive, chunks] = await withRole(db, "perazzi_ingest", async (tx) => {
    const { rows } = await sql<{ sensitive: boolean }>`select pricing_sensitive as sensitive
      from ${documents} where id = ${documentId}`.execute(tx);
    const stored = await readStoredChunks(tx, [documentId], embedder);
    // A document that is gone has nothing to send.
    return [rows[0]?.sensitive ?? true, stored.get(documentId) ?? []] as const;
  });
  if (chunks.length === 0)
    throw new AppError("conflict", "This document has no chunks: ingest it first.");
  const chosen = run.mode === "stale" ? chunks.filter(({ has_vector }) => !has_vector) : chunks;
  const source = { path, documentId };
  return {
    action: "re-embed",
    reason,
    wants: new Map(
      chosen.map(({ text, text_hash }) => [
        text_hash,
        { text: embeddingText(text), sensitive, source },
      ]),
    ),
    async write(tx, vectors, lease) {
      await assertLease(tx, lease);
      await sql`select 1 from ${documents} where id = ${documentId} for no key update`.execute(tx);
      const now = (await readStoredChunks(tx, [documentId], { ...embedder, lock: true })).get(
        documentId,
      );
      const asked = new Set(chosen.map(({ id }) => id));
      // A chunk that was rewritten meanwhile keeps the vector of its new text.
      const ready = (now ?? []).flatMap(({ id, text_hash }) => {
        const vector = asked.has(id) ? vectors.get(text_hash) : undefined;
        return vector ? [{ chunkId: id, vector }] : [];
      });
      await writeEmbeddings(tx, ready, embedder.model);
      return {
        documentId,
        added: 0,
        changed: 0,
        kept: now?.length ?? 0,
        removed: 0,
        embedded: ready.length,
        warnings: [],
      };
    },
  };
}
