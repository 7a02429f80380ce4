import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { BudgetSpent } from "#lib/embed/budget.ts";
import { embedderOf } from "#lib/embed/choose-embedder.ts";
import { embedTexts } from "#lib/embed/embed-texts.ts";
import type { Embedder } from "#lib/embed/embedder.ts";
import { embeddingText } from "../prepare-document.ts";
import type { ShadowState } from "../shadow-schemas.ts";
import { holdShadow } from "./hold-shadow.ts";
import { type ShadowKey, storeVectors } from "./store-vectors.ts";
import { wantedChunks } from "./wanted-chunks.ts";

type FillOptions = {
  signal: AbortSignal;
  progressed(): Promise<void>;
  /** For tests: the embedder of a model. */
  embedder?: (model: string) => Embedder;
};

type SetRow = {
  model: string;
  state: ShadowState;
  created_by: string | null;
  created_by_label: string;
};
type Missing = { id: string; text: string; path: string; document_id: string; sensitive: boolean };

const batch = 128;
const giveWayMs = 1_000;

/**
 * Embeds every chunk that a set lacks, one request at a time, and gives way to runs. Ends when none is missing, when
 * a person stopped it, or when the day's budget is spent. Stored batch by batch: what a kill costs is the batch in flight.
 */
export async function fillShadow(
  db: Db,
  setId: string,
  { signal, progressed, embedder = embedderOf }: FillOptions,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const set = await readSet(db, setId);
    if (set?.state !== "filling") return;
    if (await runsAtWork(db)) {
      await wait(giveWayMs, undefined, { signal });
      continue;
    }
    const missing = await readMissing(db, setId);
    if (missing.length === 0) {
      if (await rest(db, setId)) return;
      continue;
    }
    try {
      await embedTexts(db, missing.map(toText), {
        embedder: embedder(set.model),
        purpose: {
          cause: "shadow",
          actor: { id: set.created_by, label: set.created_by_label },
        },
        requestsAtOnce: 1,
        signal,
        landed: (results) => storeVectors(db, setId, results),
      });
    } catch (error) {
      if (error instanceof BudgetSpent) return holdShadow(db, setId, error);
      throw error;
    }
    await progressed();
  }
}

function toText({ id, text, path, document_id, sensitive }: Missing) {
  const key: ShadowKey = { chunkId: id, text };
  return { key, text: embeddingText(text), sensitive, source: { path, documentId: document_id } };
}

async function readSet(db: Db, setId: string): Promise<SetRow | undefined> {
  const { rows } = await withRole(db, "perazzi_ingest", (tx) =>
    sql<SetRow>`select model, state, created_by, created_by_label from console.shadow_sets
      where id = ${setId}`.execute(tx),
  );
  return rows[0];
}

async function runsAtWork(db: Db): Promise<boolean> {
  const { rows } = await withRole(db, "perazzi_ingest", (tx) =>
    sql`select 1 from console.run_leases where lease_until > now() limit 1`.execute(tx),
  );
  return rows.length > 0;
}

async function readMissing(db: Db, setId: string): Promise<Missing[]> {
  const { rows } = await withRole(db, "perazzi_ingest", (tx) =>
    sql<Missing>`select c.id, c.text, d.path, d.id as document_id, d.pricing_sensitive as sensitive
      from ${wantedChunks()} and not exists (select 1 from console.shadow_embeddings v
        where v.set_id = ${setId} and v.chunk_id = c.id)
      order by d.path, c.chunk_index, c.id limit ${batch}`.execute(tx),
  );
  return rows;
}

/** False where a chunk came meanwhile: there is more to do. */
async function rest(db: Db, setId: string): Promise<boolean> {
  const { rows } = await withRole(db, "perazzi_ingest", (tx) =>
    sql`update console.shadow_sets set state = 'resting', filled_at = now(), error_message = null
      where id = ${setId} and state = 'filling' and not exists (select 1 from ${wantedChunks()}
        and not exists (select 1 from console.shadow_embeddings v where v.set_id = ${setId} and v.chunk_id = c.id))
      returning id`.execute(tx),
  );
  return rows.length > 0;
}
