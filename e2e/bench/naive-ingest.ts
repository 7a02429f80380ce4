import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { loadCorpusFiles } from "#lib/corpus/config-file.ts";
import type { Db } from "#lib/db/pool.ts";
import { parseManifest } from "#lib/ingest/manifest.ts";
import { isServed } from "#lib/ingest/plan.ts";
import { embeddingText, prepareDocument } from "#lib/ingest/prepare-document.ts";
import { decoded, readSource } from "#lib/ingest/read-source.ts";
import { manifestSays } from "#lib/ingest/values-in-force.ts";

type Place = { root: string; manifest: string | undefined; provider: string };

/**
 * What a first ingestion takes document by document, one request after the other, row by row, with the same files,
 * chunks and provider. `textsEach`: how many texts of a document go into one request.
 */
export async function naiveIngest(db: Db, place: Place, textsEach: number): Promise<number> {
  const { config, manifestPath } = loadCorpusFiles(place.root, place.manifest);
  const { rows } = parseManifest(decoded(readFileSync(manifestPath)));
  const started = performance.now();
  for (const row of rows) {
    const values = manifestSays(row);
    if (!isServed(values)) continue;
    const prepared = await readSource(place.root, row.path)
      .then((source) => prepareDocument(source, row, values, config))
      .catch(() => undefined);
    if (!prepared) continue;
    const added = await sql<{
      id: string;
    }>`insert into public.documents (path, category, doc_type, status, embed_mode,
        pricing_sensitive) values (${row.path}, ${row.category}, ${row.docType}, 'active', ${row.embedMode},
        ${row.pricingSensitive}) returning id`.execute(db);
    const vectors: number[][] = [];
    for (let at = 0; at < prepared.chunks.length; at += textsEach) {
      const input = prepared.chunks
        .slice(at, at + textsEach)
        .map(({ text }) => embeddingText(text));
      const reply = await fetch(`${place.provider}/embeddings`, {
        method: "POST",
        body: JSON.stringify({ input }),
      });
      const { data } = (await reply.json()) as { data: { embedding: number[] }[] };
      vectors.push(...data.map(({ embedding }) => embedding));
    }
    for (const [at, chunk] of prepared.chunks.entries()) {
      const { rows } = await sql<{
        id: string;
      }>`insert into public.chunks (document_id, chunk_index, text, token_count)
        values (${added.rows[0]?.id}, ${at}, ${chunk.text}, ${chunk.tokens}) returning id`.execute(
        db,
      );
      await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
        values (${rows[0]?.id}, 'naive', ${JSON.stringify(Array.from(vectors[at] ?? []))}::vector)`.execute(
        db,
      );
    }
  }
  return (performance.now() - started) / 1000;
}
