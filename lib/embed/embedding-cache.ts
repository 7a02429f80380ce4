import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { redactionVersion } from "#lib/guardrail/redact.ts";
import { dimensions } from "./embedder.ts";
import { vectorArray } from "./vector-array.ts";

/** SHA-256 of a text exactly as it is sent. */
export function textHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The vectors that were bought for these texts, under this model and these price rules, since a time or ever. */
export async function readCache(
  db: Db,
  hashes: string[],
  model: string,
  since: Date | undefined,
): Promise<Map<string, Float32Array>> {
  const rows = await withRole(db, "perazzi_ingest", async (tx) => {
    const found = await sql<{ hash: string; vector: string }>`
      select text_hash as hash, embedding::text as vector from console.embedding_cache
      where text_hash = any(${hashes}::text[]) and embedding_model = ${model}
        and redaction_version = ${redactionVersion} and dimensions = ${dimensions}
        and (${since ?? null}::timestamptz is null or bought_at >= ${since ?? null}::timestamptz)`.execute(
      tx,
    );
    return found.rows;
  });
  return new Map(
    rows.map(({ hash, vector }) => [hash, Float32Array.from(JSON.parse(vector) as number[])]),
  );
}

export async function writeCache(
  db: Db,
  bought: { hash: string; vector: Float32Array }[],
  model: string,
): Promise<void> {
  await withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      const vectors = await vectorArray(
        tx,
        bought.map(({ vector }) => vector),
      );
      await sql`insert into console.embedding_cache (text_hash, embedding_model, redaction_version, dimensions, embedding)
        select hash, ${model}, ${redactionVersion}, ${dimensions}, vector
        from unnest(${bought.map(({ hash }) => hash)}::text[], ${vectors}) as t (hash, vector)
        order by hash
        on conflict (text_hash, embedding_model, redaction_version, dimensions) do update
          set embedding = excluded.embedding, bought_at = excluded.bought_at`.execute(tx);
    },
    { timeoutMs: 60_000 },
  );
}
