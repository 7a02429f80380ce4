import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { AppError, toAppError } from "#lib/errors/app-error.ts";
import { cleared, type Outgoing } from "#lib/guardrail/egress.ts";
import { BatchFiller, mostTokensOfOne } from "./batches.ts";
import { embedBatch, type Session } from "./embed-batch.ts";
import { readEmbedSettings } from "./embed-settings.ts";
import type { Embedder, Reply } from "./embedder.ts";
import { readCache, textHash, writeCache } from "./embedding-cache.ts";
import { flaggedMeanwhile } from "./flagged-meanwhile.ts";
import { grouped } from "./grouped.ts";
import { InFlight } from "./in-flight.ts";
import { lateSignal } from "./late-signal.ts";
import type { Purpose } from "./purpose.ts";
import { providerGate } from "./rate-gate.ts";
import { countTokens } from "./tokens.ts";

/** A text and what its vector belongs to: any value of the caller's. */
export type KeyedText<K> = Outgoing & { key: K };

/** What became of one text. */
export type Landed<K> =
  | { key: K; vector: Float32Array; bought: boolean }
  | { key: K; error: AppError };

export type EmbedOptions<K> = {
  embedder: Embedder;
  purpose: Purpose;
  /**
   * Called once for every text, batch by batch, as soon as its vector is stored; what it throws ends the
   * whole. It holds back one of the requests in flight while it runs: keep it short.
   */
  landed: (results: Landed<K>[]) => void | Promise<void>;
  /** Stops between two batches; what is under way has a few seconds to land. */
  signal?: AbortSignal | undefined;
  /** Requests under way at the same time; the setting's number where it is left out. */
  requestsAtOnce?: number;
  /** Ask the provider even for texts whose vectors are stored, unless they were bought since then. */
  boughtSince?: Date | undefined;
};

export type EmbedTotals = {
  cached: number;
  bought: number;
  failed: number;
  tokens: number;
  requests: number;
  cost: number;
};

/** One text to buy, with everything that waits for it. */
type Wanted<K> = Outgoing & { hash: string; keys: K[] };

// Texts whose vectors are looked up together.
const lookUp = 128;
const graceMs = 5_000;
// A source that has nothing for so long may wait for its last texts: they leave in a batch that is not full.
const idleMs = 250;

/**
 * The vector of each text: from the cache where it was bought before, else from the embedder. Batches are
 * filled across documents, several are under way at once, and each is stored the moment it arrives; no more
 * texts are pulled than can be sent. Throws ProviderStop where the provider cannot go on for anybody.
 */
export async function embedTexts<K>(
  db: Db,
  texts: Iterable<KeyedText<K>> | AsyncIterable<KeyedText<K>>,
  options: EmbedOptions<K>,
): Promise<EmbedTotals> {
  const { embedder, landed, signal, boughtSince } = options;
  const { inFlight, ...limits } = await withRole(db, "perazzi_ingest", readEmbedSettings);
  providerGate.limits = limits;
  const totals: EmbedTotals = {
    cached: 0,
    bought: 0,
    failed: 0,
    tokens: 0,
    requests: 0,
    cost: 0,
  };
  // What waits or is under way, so that a text that occurs twice is bought once.
  const wanted = new Map<string, Wanted<K>>();
  const late = lateSignal(signal, graceMs);
  const session = newSession(db, options, { late: late.signal, wanted, totals });
  const filler = new BatchFiller<Wanted<K>>(env().EMBED_BATCH_SIZE);
  const requests = new InFlight(embedder.paid ? (options.requestsAtOnce ?? inFlight) : 1);
  const send = async (batch: Wanted<K>[] | undefined) => {
    signal?.throwIfAborted();
    if (batch) await requests.start(() => embedBatch(batch, session));
  };
  try {
    for await (const { items: group, idle } of grouped(texts, lookUp, idleMs)) {
      signal?.throwIfAborted();
      const { ready, refused } = prepared(group);
      totals.failed += refused.length;
      if (refused.length > 0) await landed(refused);
      const hashes = embedder.paid ? ready.map(({ hash }) => hash) : [];
      const known =
        hashes.length > 0 ? await readCache(db, hashes, embedder.model, boughtSince) : new Map();
      const cached = ready.flatMap(({ hash, key }) => {
        const vector = known.get(hash);
        return vector ? [{ key, vector, bought: false }] : [];
      });
      totals.cached += cached.length;
      if (cached.length > 0) await landed(cached);
      for (const { hash, key, tokens, ...text } of ready) {
        if (known.has(hash)) continue;
        const waiting = wanted.get(hash);
        if (waiting) waiting.keys.push(key);
        else {
          const one = { ...text, hash, keys: [key] };
          wanted.set(hash, one);
          await send(filler.add(one, tokens));
        }
      }
      if (idle && requests.running === 0) await send(filler.rest());
    }
    await send(filler.rest());
  } finally {
    // Also after a failure: what is under way is paid for, and is stored when it lands.
    await requests.end().finally(() => late.clear());
  }
  signal?.throwIfAborted();
  return { ...totals, requests: session.requests };
}

type Shared<K> = { late: AbortSignal; wanted: Map<string, Wanted<K>>; totals: EmbedTotals };

function newSession<K>(
  db: Db,
  { embedder, purpose, signal, landed }: EmbedOptions<K>,
  { late, wanted, totals }: Shared<K>,
): Session<Wanted<K>> {
  const { EMBED_RETRY_LIMIT, EMBED_RETRY_BASE_MS, EMBED_RETRY_MAX_MS } = env();
  return {
    embedder,
    purpose,
    signal,
    requestSignal: late,
    retry: { limit: EMBED_RETRY_LIMIT, baseMs: EMBED_RETRY_BASE_MS, maxMs: EMBED_RETRY_MAX_MS },
    requests: 0,
    everAnswered: false,
    failedAlone: 0,
    refused: (batch) => flaggedMeanwhile(db, batch),
    async answered(batch, reply) {
      const bought = batch.map((one, at) => ({ ...one, vector: vectorAt(reply, at) }));
      if (embedder.paid) await writeCache(db, bought, embedder.model);
      totals.bought += batch.length;
      totals.tokens += reply.tokens;
      totals.cost += reply.cost;
      for (const { hash } of batch) wanted.delete(hash);
      await landed(
        bought.flatMap(({ keys, vector }) => keys.map((key) => ({ key, vector, bought: true }))),
      );
    },
    async failed({ hash, keys }, error) {
      wanted.delete(hash);
      totals.failed += keys.length;
      await landed(keys.map((key) => ({ key, error })));
    },
  };
}

function vectorAt({ vectors }: Reply, at: number): Float32Array {
  const vector = vectors[at];
  if (!vector) throw new Error("the embedder answered fewer vectors than texts");
  return vector;
}

/** The texts as they will be sent, and those that cannot be. */
function prepared<K>(group: KeyedText<K>[]) {
  const ready: (KeyedText<K> & { hash: string; tokens: number })[] = [];
  const refused: { key: K; error: AppError }[] = [];
  for (const one of group) {
    try {
      const text = cleared(one);
      const tokens = countTokens(text);
      if (text.trim() === "") throw new AppError("invalid", "A text to embed is empty.");
      if (tokens > mostTokensOfOne)
        throw new AppError(
          "invalid",
          `A text has ${tokens.toLocaleString("en-GB")} tokens; the model takes ${mostTokensOfOne.toLocaleString("en-GB")}.`,
        );
      ready.push({ ...one, text, tokens, hash: textHash(text) });
    } catch (error) {
      refused.push({ key: one.key, error: toAppError(error) });
    }
  }
  return { ready, refused };
}
