import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { Outgoing } from "#lib/guardrail/egress.ts";
import { redactionVersion } from "#lib/guardrail/redact.ts";
import { dimensions, type Embedder, type EmbedResult } from "./embedder.ts";
import type { Purpose } from "./purpose.ts";
import { vectorText } from "./vector-text.ts";

type EmbedTexts = {
  embedder: Embedder;
  purpose: Purpose;
  signal?: AbortSignal | undefined;
  ignoreCache?: boolean;
  batchSize: number;
  /** Called before each request; what it throws keeps the texts here. */
  beforeRequest?: () => Promise<void>;
};

/**
 * The vector of each text: from the cache where it was bought before, else from the embedder, batch by
 * batch, each kept as soon as it is there, so that a kill costs at most the batch in flight.
 */
export async function embedTexts(
  db: Db,
  texts: Outgoing[],
  { embedder, purpose, signal, ignoreCache = false, batchSize, beforeRequest }: EmbedTexts,
): Promise<EmbedResult & { bought: number }> {
  if (!embedder.paid)
    return { ...(await embedder.embed(texts, { signal, purpose })), bought: texts.length };
  const hashes = texts.map(({ text }) => createHash("sha256").update(text).digest("hex"));
  const known = ignoreCache
    ? new Map<string, Float32Array>()
    : await readCache(db, hashes, embedder.model);
  const missing = new Map<string, Outgoing>();
  for (const [at, one] of texts.entries()) {
    const hash = hashes[at] ?? "";
    if (!known.has(hash)) missing.set(hash, one);
  }
  let tokens = 0;
  let requests = 0;
  let cost = 0;
  const entries = [...missing];
  for (let at = 0; at < entries.length; at += batchSize) {
    const batch = entries.slice(at, at + batchSize);
    await beforeRequest?.();
    const reply = await embedder.embed(
      batch.map(([, one]) => one),
      { signal, purpose },
    );
    tokens += reply.tokens;
    requests += reply.requests;
    cost += reply.cost;
    const bought = batch.map(([hash], index) => ({
      hash,
      vector: reply.vectors[index] ?? missingVector(),
    }));
    await writeCache(db, bought, embedder.model);
    for (const { hash, vector } of bought) known.set(hash, vector);
  }
  const vectors = hashes.map((hash) => known.get(hash) ?? missingVector());
  return { vectors, tokens, requests, cost, bought: entries.length };
}

function missingVector(): never {
  throw new Error("the embedder answered fewer vectors than texts");
}

async function readCache(
  db: Db,
  hashes: string[],
  model: string,
): Promise<Map<string, Float32Array>> {
  const rows = await withRole(db, "perazzi_ingest", async (tx) => {
    const found = await sql<{ hash: string; vector: string }>`
      select text_hash as hash, embedding::text as vector from console.embedding_cache
      where text_hash = any(${hashes}::text[]) and embedding_model = ${model}
        and redaction_version = ${redactionVersion} and dimensions = ${dimensions}`.execute(tx);
    return found.rows;
  });
  return new Map(
    rows.map(({ hash, vector }) => [hash, Float32Array.from(JSON.parse(vector) as number[])]),
  );
}

async function writeCache(
  db: Db,
  bought: { hash: string; vector: Float32Array }[],
  model: string,
): Promise<void> {
  await withRole(db, "perazzi_ingest", async (tx) => {
    await sql`insert into console.embedding_cache (text_hash, embedding_model, redaction_version, dimensions, embedding)
      select hash, ${model}, ${redactionVersion}, ${dimensions}, vector::vector
      from unnest(${bought.map(({ hash }) => hash)}::text[], ${bought.map(({ vector }) => vectorText(vector))}::text[]) as t (hash, vector)
      on conflict (text_hash, embedding_model, redaction_version, dimensions) do update set embedding = excluded.embedding`.execute(
      tx,
    );
  });
}
