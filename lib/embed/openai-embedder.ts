import { z } from "zod";
import { AppError } from "#lib/errors/app-error.ts";
import {
  EgressError,
  type EgressTarget,
  type Outgoing,
  sendForEmbedding,
} from "#lib/guardrail/egress.ts";
import { dimensions, type Embedder, type EmbedResult } from "./embedder.ts";
import type { CallEnd, Ledger } from "./ledger.ts";
import { type RetryPolicy, withRetries } from "./retry.ts";
import { countTokens } from "./tokens.ts";

// The provider's limits for one request.
const mostInputs = 2048;
const mostTokens = 300_000;

const replySchema = z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()) }));

type Settings = {
  model: string;
  target: EgressTarget;
  /** Where every request is booked. */
  ledger: Ledger;
  batchSize: number;
  retry: RetryPolicy;
};

/** Embeddings over HTTP from any server that speaks OpenAI's API. */
export function openaiEmbedder({ model, target, ledger, batchSize, retry }: Settings): Embedder {
  return {
    model,
    lexical: false,
    paid: true,
    async embed(texts, { signal, purpose }) {
      const all: EmbedResult = { vectors: [], tokens: 0, requests: 0, cost: 0 };
      for (const batch of batches(texts, batchSize)) {
        const attempt = async () => {
          const counted = batch.reduce((sum, { text }) => sum + countTokens(text), 0);
          const call = await ledger({ purpose, model, texts: batch, tokens: counted });
          const started = performance.now();
          const settle = async (end: Omit<CallEnd, "durationMs">) => {
            all.cost += await call.settle({ ...end, durationMs: performance.now() - started });
          };
          all.requests++;
          try {
            const reply = await sendForEmbedding(batch, target, { model, dimensions, signal });
            const vectors = checked(reply.data, batch.length);
            await settle({ outcome: "answered", tokens: reply.tokens, httpStatus: 200 });
            return { vectors, tokens: reply.tokens };
          } catch (error) {
            await settle(endOf(error, counted));
            throw error;
          }
        };
        const { vectors, tokens } = await explained(withRetries(attempt, retry, { signal }));
        all.vectors.push(...vectors);
        all.tokens += tokens;
      }
      return all;
    },
  };
}

/** An answer that never came, or that was broken, may have been charged. */
function endOf(error: unknown, counted: number): Omit<CallEnd, "durationMs"> {
  if (!(error instanceof EgressError)) return { outcome: "refused", tokens: 0 };
  const { status, code } = error;
  if (code === "aborted") return { outcome: "stopped", tokens: counted };
  if (status === undefined)
    return { outcome: code === "broken" ? "broken answer" : "no answer", tokens: counted };
  const at = { tokens: 0, httpStatus: status };
  if (code === "insufficient_quota") return { outcome: "quota spent", ...at };
  if (status === 429) return { outcome: "rate limited", ...at };
  if (status === 401 || status === 403 || status === 404) return { outcome: "not allowed", ...at };
  return { outcome: status >= 500 ? "provider error" : "refused", ...at };
}

/** Consecutive groups within the batch size and the provider's limits. */
export function batches(texts: Outgoing[], batchSize: number): Outgoing[][] {
  const groups: Outgoing[][] = [];
  let group: Outgoing[] = [];
  let tokens = 0;
  for (const one of texts) {
    const size = countTokens(one.text);
    if (
      group.length > 0 &&
      (group.length >= Math.min(batchSize, mostInputs) || tokens + size > mostTokens)
    ) {
      groups.push(group);
      group = [];
      tokens = 0;
    }
    group.push(one);
    tokens += size;
  }
  return group.length > 0 ? [...groups, group] : groups;
}

/** The vectors in the order asked for, as unit vectors; throws where one is missing, doubled or broken. */
function checked(data: unknown, count: number): Float32Array[] {
  const parsed = replySchema.safeParse(data);
  if (!parsed.success)
    throw broken("The embedding provider's answer has another form than expected.");
  if (parsed.data.length !== count)
    throw broken(
      `The embedding provider answered ${parsed.data.length} vectors for ${count} texts.`,
    );
  const vectors: (Float32Array | undefined)[] = new Array(count).fill(undefined);
  for (const { index, embedding } of parsed.data) {
    if (index < 0 || index >= count || vectors[index])
      throw broken("The embedding provider's answer numbers its vectors wrongly.");
    vectors[index] = unitVector(embedding);
  }
  return vectors.filter((vector) => vector !== undefined);
}

function broken(message: string): EgressError {
  return new EgressError(message, { code: "broken" });
}

function unitVector(embedding: number[]): Float32Array {
  if (embedding.length !== dimensions)
    throw broken(
      `The embedding provider answered ${embedding.length} dimensions; ${dimensions} are needed.`,
    );
  const norm = Math.sqrt(embedding.reduce((sum, value) => sum + value * value, 0));
  if (!Number.isFinite(norm) || norm === 0)
    throw broken("The embedding provider answered a vector without a direction.");
  return Float32Array.from(embedding, (value) => value / norm);
}

async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    throw new AppError("unavailable", `${error.message} Nothing of this request was stored.`, {
      cause: error,
    });
  }
}
