import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import type { Landed } from "#lib/embed/embed-texts.ts";
import { vectorArray } from "#lib/embed/vector-array.ts";
import { hashOf } from "../prepare-document.ts";

/** A chunk, and its text as it was read. */
export type ShadowKey = { chunkId: string; text: string };

/**
 * Stores what the model made of chunks, and why it made nothing of others. A chunk that was rewritten or removed
 * meanwhile gets nothing, and neither does a set that was thrown away or promoted.
 */
export function storeVectors(
  db: Db,
  setId: string,
  results: readonly Landed<ShadowKey>[],
): Promise<void> {
  return withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      const { rows } = await sql`select 1 from console.shadow_sets where id = ${setId}
        for key share`.execute(tx);
      if (rows.length === 0) return;
      await storeGood(tx, setId, results);
      await storeBad(tx, setId, results);
    },
    { timeoutMs: 60_000 },
  );
}

async function storeGood(tx: Tx, setId: string, results: readonly Landed<ShadowKey>[]) {
  const good = results.flatMap((one) => ("vector" in one ? [one] : []));
  if (good.length === 0) return;
  const given = await vectorArray(
    tx,
    good.map(({ vector }) => vector),
  );
  await sql`insert into console.shadow_embeddings as v (set_id, chunk_id, embedding)
    select ${setId}, c.id, t.vector
    from unnest(${good.map(({ key }) => key.chunkId)}::uuid[], ${good.map(({ key }) => hashOf(key.text))}::text[],
        ${given}) as t (id, hash, vector)
      join ${baseTables().chunks} c on c.id = t.id and encode(sha256(convert_to(c.text, 'UTF8')), 'hex') = t.hash
    order by c.id for share of c
    on conflict (set_id, chunk_id) do update set embedding = excluded.embedding, error = null`.execute(
    tx,
  );
}

async function storeBad(tx: Tx, setId: string, results: readonly Landed<ShadowKey>[]) {
  // A conflict is about the document, such as a pricing flag that came meanwhile: it is read anew.
  const bad = results.flatMap((one) =>
    "error" in one && one.error.code !== "conflict" ? [one] : [],
  );
  if (bad.length === 0) return;
  await sql`insert into console.shadow_embeddings as v (set_id, chunk_id, error)
    select ${setId}, c.id, t.error
    from unnest(${bad.map(({ key }) => key.chunkId)}::uuid[], ${bad.map(({ error }) => error.message)}::text[])
        as t (id, error) join ${baseTables().chunks} c on c.id = t.id
    order by c.id for key share of c
    on conflict (set_id, chunk_id) do nothing`.execute(tx);
}
