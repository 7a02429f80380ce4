import OpenAI from "openai";
import { AppError } from "#lib/errors/app-error.ts";
import { holdsAmount, redactProse, redactQuery } from "./redact.ts";

/** One text on its way to a provider; `sensitive`: it comes from a price-sensitive document. */
export type Outgoing = {
  text: string;
  sensitive: boolean;
  /** The document it is of; a new one has no id yet. */
  source?: { path: string; documentId: string | null } | undefined;
};

export type EgressTarget = { apiKey: string; baseUrl: string | undefined; timeoutMs?: number };

type EmbeddingRequest = { model: string; dimensions: number; signal?: AbortSignal | undefined };

export type EmbeddingReply = { data: unknown; tokens: number };

/** A request that failed on the way or at the provider. Holds no text of the request. */
export class EgressError extends Error {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly retryAfterMs: number | undefined;
  constructor(message: string, at: { status?: number; code?: string; retryAfterMs?: number } = {}) {
    super(message);
    this.name = "EgressError";
    this.status = at.status;
    this.code = at.code;
    this.retryAfterMs = at.retryAfterMs;
  }
}

/**
 * The only way to an embedding provider: redact, verify, send. Refuses the whole request when an amount
 * of a sensitive document is still there. The reply is as the provider gave it: unchecked.
 */
export async function sendForEmbedding(
  inputs: Outgoing[],
  target: EgressTarget,
  { model, dimensions, signal }: EmbeddingRequest,
): Promise<EmbeddingReply> {
  const input = inputs.map(cleared);
  const client = new OpenAI({
    apiKey: target.apiKey,
    baseURL: target.baseUrl ?? "https://api.openai.com/v1",
    maxRetries: 0,
    timeout: target.timeoutMs ?? 30_000,
    logLevel: "off",
  });
  try {
    const reply = await client.embeddings.create(
      { model, dimensions, input, encoding_format: "float" },
      { signal: signal ?? null },
    );
    return { data: reply.data, tokens: reply.usage?.total_tokens ?? 0 };
  } catch (error) {
    throw withoutContent(error);
  }
}

/** A query as it may leave: amounts beside a sign, a code or a word of money or of price are taken out. */
export function guardQuery(text: string): string {
  return redactQuery(text);
}

function cleared({ text, sensitive }: Outgoing): string {
  if (!sensitive) return text;
  const clean = redactProse(text);
  if (holdsAmount(clean))
    throw new AppError(
      "invalid",
      "A text of a price-sensitive document still holds what may be an amount: nothing was sent.",
    );
  return clean;
}

function withoutContent(error: unknown): Error {
  if (!(error instanceof OpenAI.APIError))
    return new EgressError("The embedding provider's answer could not be read.");
  if (error instanceof OpenAI.APIUserAbortError)
    return new EgressError("The request was stopped.", { code: "aborted" });
  if (error.status === undefined) return new EgressError("The embedding provider did not answer.");
  const seconds = Number(error.headers?.get("retry-after"));
  return new EgressError(`The embedding provider answered ${error.status}.`, {
    status: error.status,
    ...(error.code ? { code: error.code } : {}),
    ...(Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}),
  });
}
