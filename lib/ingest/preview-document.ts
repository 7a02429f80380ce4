import { sql } from "kysely";
import { withRole } from "#lib/db/with-role.ts";
import { dimensions } from "#lib/embed/embedder.ts";
import { textHash } from "#lib/embed/embedding-cache.ts";
import { redactionVersion } from "#lib/guardrail/redact.ts";
import type { CorpusState } from "./corpus-state.ts";
import type { ManifestRow } from "./manifest.ts";
import { countMatch, matchChunks } from "./match-chunks.ts";
import { isServed } from "./plan.ts";
import { embeddingText, type PreparedChunk } from "./prepare-document.ts";
import { prepareFile } from "./prepare-file.ts";
import { ignoresCache, type RunSession } from "./run-session.ts";
import { readStoredChunks } from "./stored-chunks.ts";
import type { StoredDocument } from "./stored-documents.ts";
import type { ValuesInForce } from "./values-in-force.ts";

/** How many chunks would be added, changed, kept and removed, and how many texts and tokens bought. */
export type Preview = ReturnType<typeof countMatch> & { inputs: number; tokens: number };

type Subject = { row: ManifestRow; stored: StoredDocument | undefined; values: ValuesInForce };

/** What an ingestion would change in a document, and what of it would have to be bought. */
export async function previewDocument(
  session: RunSession,
  corpus: CorpusState,
  { row, stored, values }: Subject,
): Promise<Preview> {
  const { db, embedder } = session;
  const { prepared } = await prepareFile(session, corpus, row, values);
  const known = stored
    ? await withRole(db, "perazzi_ingest", async (tx) =>
        (await readStoredChunks(tx, [stored.id], embedder)).get(stored.id),
      )
    : undefined;
  const match = matchChunks(prepared.chunks, known ?? []);
  const wanting = isServed(values)
    ? [...match.kept.filter(({ stored: chunk }) => !chunk.has_vector), ...match.added]
    : [];
  return {
    ...countMatch(match),
    ...(await toBuy(
      session,
      wanting.map(({ chunk }) => chunk),
    )),
  };
}

/** How many texts, of how many tokens, no stored vector is known for. */
export async function toBuy(
  { db, embedder, run }: RunSession,
  chunks: Pick<PreparedChunk, "text" | "tokens">[],
): Promise<{ inputs: number; tokens: number }> {
  const tokens = new Map(
    chunks.map((chunk) => [textHash(embeddingText(chunk.text)), chunk.tokens]),
  );
  if (tokens.size > 0 && embedder.paid && !ignoresCache(run)) {
    const { rows } = await withRole(db, "perazzi_ingest", (tx) =>
      sql<{ hash: string }>`select text_hash as hash from console.embedding_cache
        where text_hash = any(${[...tokens.keys()]}::text[]) and embedding_model = ${embedder.model}
          and redaction_version = ${redactionVersion} and dimensions = ${dimensions}`.execute(tx),
    );
    for (const { hash } of rows) tokens.delete(hash);
  }
  return { inputs: tokens.size, tokens: [...tokens.values()].reduce((sum, one) => sum + one, 0) };
}
