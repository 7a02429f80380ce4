import { AppError } from "#lib/errors/app-error.ts";
import { guardQuery } from "#lib/guardrail/egress.ts";
import type { ModelState } from "./active-model.ts";
import { activeEmbedder, chooseEmbedder, embedderOf } from "./choose-embedder.ts";
import type { Embedder } from "./embedder.ts";
import { explained } from "./provider-error.ts";
import type { Purpose } from "./purpose.ts";
import { providerGate } from "./rate-gate.ts";
import { withRetries } from "./retry.ts";

/** `lexical`: the vector compares words, not meaning (the offline embedder). */
export type QueryEmbedding = { vector: number[]; model: string; lexical: boolean };

// Promises, so that lanes that ask the same at the same time pay once.
const recent = new Map<string, Promise<QueryEmbedding>>();
const mostRecent = 500;

// Somebody waits in front of the screen.
const patience = { limit: 2, baseMs: 200, maxMs: 2_000 };
const timeoutMs = 12_000;

/** Whose vector a query gets: that of the active model of a database, or of a named one. */
export type AskedModel = ModelState | { model: string };

/**
 * The query's 3,072-dimensional unit vector, guarded, from the in-process cache where it can. Without a database's
 * models it is of the model that the environment names: compare `model` by assertActiveModel before searching.
 */
export async function embedQuery(
  query: string,
  purpose: Purpose,
  asked?: AskedModel,
): Promise<QueryEmbedding> {
  const embedder = embedderFor(asked);
  const text = guardQuery(query);
  const key = `${embedder.model}\n${text}`;
  const known = recent.get(key);
  recent.delete(key);
  const found = known ?? ask(embedder, text, purpose);
  recent.set(key, found);
  const oldest = recent.keys().next().value;
  if (recent.size > mostRecent && oldest !== undefined) recent.delete(oldest);
  try {
    return await found;
  } catch (error) {
    if (recent.get(key) === found) recent.delete(key);
    throw error;
  }
}

function embedderFor(asked: AskedModel | undefined): Embedder {
  if (asked === undefined) return chooseEmbedder();
  return "model" in asked ? embedderOf(asked.model) : activeEmbedder(asked);
}

async function ask(embedder: Embedder, text: string, purpose: Purpose): Promise<QueryEmbedding> {
  if (embedder.paid && providerGate.closedFor > patience.maxMs)
    throw new AppError(
      "unavailable",
      `The embedding provider asks everybody to wait. Try again in ${Math.ceil(providerGate.closedFor / 1000)} s.`,
    );
  const signal = AbortSignal.timeout(timeoutMs);
  const attempt = () => embedder.ask([{ text, sensitive: false }], { purpose, signal });
  try {
    const reply = await withRetries(attempt, patience, {
      signal,
      onHold: (ms) => providerGate.hold(ms),
    });
    const [vector] = reply.vectors;
    if (!vector) throw new Error("the embedder answered no vector");
    return { vector: Array.from(vector), model: embedder.model, lexical: embedder.lexical };
  } catch (error) {
    if (signal.aborted)
      throw new AppError(
        "unavailable",
        "The embedding provider did not answer in time. Try again in a moment.",
        { cause: error },
      );
    throw explained(error, "Nothing was changed.");
  }
}
