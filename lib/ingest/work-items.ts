import { setTimeout as wait } from "node:timers/promises";
import { withRole } from "#lib/db/with-role.ts";
import { embedTexts, type KeyedText } from "#lib/embed/embed-texts.ts";
import { InFlight } from "#lib/embed/in-flight.ts";
import type { DocumentWork } from "./document-work.ts";
import { finishItem } from "./finish-item.ts";
import { failed, isEnding } from "./item-failure.ts";
import { ignoresCache, type RunSession } from "./run-session.ts";
import { countOpen, type RunItem, takeItems } from "./take-items.ts";

export type Prepare = (item: RunItem) => Promise<DocumentWork>;

/** A document under way: what it still waits for. */
type Open = {
  item: RunItem;
  work: DocumentWork;
  started: number;
  vectors: Map<string, Float32Array>;
  missing: number;
  failed: boolean;
};
type Key = { open: Open; hash: string };

// Documents taken together, and those that may wait for their vectors or their turn to be written.
const taken = 8;
const mostOpen = 48;
const writers = 2;

/**
 * Works the documents of a planned run until none is left, whoever works the others. Their texts are embedded
 * as one stream, so that requests are filled across documents; each is written once all its vectors are there.
 */
export async function workItems(
  session: RunSession,
  prepare: Prepare,
  beforeTaking: () => Promise<void>,
): Promise<void> {
  while (!session.stop.aborted) {
    const worked = await workStream(session, prepare, beforeTaking);
    if (session.stop.aborted || (await countOpen(session)) === 0) return;
    // Others have the rest: it comes free if they die.
    if (worked === 0) await wait(300, undefined, { signal: session.stop }).catch(() => undefined);
  }
}

/** One stream over everything that can be taken now. Returns how many documents it took. */
async function workStream(
  session: RunSession,
  prepare: Prepare,
  beforeTaking: () => Promise<void>,
): Promise<number> {
  const { db, run, embedder, stop } = session;
  const open = new Set<Open>();
  const writing = new InFlight(writers);
  let count = 0;

  const finish = (one: Open) =>
    writing.start(async () => {
      try {
        await write(session, one);
      } catch (error) {
        await failed(session, one.item, error);
      } finally {
        open.delete(one);
      }
    });

  async function* texts(): AsyncGenerator<KeyedText<Key>> {
    while (!stop.aborted) {
      await beforeTaking();
      const items = await takeItems(session, taken);
      if (items.length === 0) return;
      count += items.length;
      for (const item of items) {
        if (stop.aborted) return;
        const one = await opened(session, prepare, item);
        if (!one) continue;
        open.add(one);
        if (one.missing === 0) await finish(one);
        for (const [hash, text] of one.work.wants) yield { ...text, key: { open: one, hash } };
      }
      if (open.size >= mostOpen) await writing.end();
    }
  }

  try {
    await embedTexts<Key>(db, texts(), {
      embedder,
      purpose: run.purpose,
      signal: stop,
      boughtSince: ignoresCache(run) ? run.startedAt : undefined,
      async landed(results) {
        for (const result of results) {
          const { open: one, hash } = result.key;
          if ("error" in result) {
            if (!one.failed) await failed(session, one.item, result.error);
            one.failed = true;
            open.delete(one);
          } else if (!one.failed) {
            one.vectors.set(hash, result.vector);
            if (--one.missing === 0) await finish(one);
          }
        }
      },
    });
  } finally {
    await writing.end();
  }
  return count;
}

/** The document made ready, or undefined where it cannot be. */
async function opened(
  session: RunSession,
  prepare: Prepare,
  item: RunItem,
): Promise<Open | undefined> {
  const started = performance.now();
  try {
    const work = await prepare(item);
    const missing = work.wants.size;
    return { item, work, started, vectors: new Map(), missing, failed: false };
  } catch (error) {
    if (isEnding(error)) throw error;
    await failed(session, item, error);
    return undefined;
  }
}

async function write(session: RunSession, { item, work, vectors, started }: Open): Promise<void> {
  await withRole(
    session.db,
    "perazzi_ingest",
    async (tx) => {
      const done = await work.write(tx, vectors, item);
      const { action, reason } = work;
      const durationMs = Math.round(performance.now() - started);
      await finishItem(tx, session, item, { ...done, action, reason, durationMs });
    },
    { timeoutMs: 120_000 },
  );
  session.settled(item.path);
}
