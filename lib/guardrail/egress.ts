import OpenAI from "openai";
import { AppError } from "#lib/errors/app-error.ts";
import { holdsAmount, redactProse, redactQuery } from "./redact.ts";
import { retryAfterMs } from "./retry-after.ts";

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
  // Over the whole exchange: the library's own limit ends with the first byte of the answer.
  const deadline = AbortSignal.timeout(target.timeoutMs ?? 30_000 + input.length * 20);
  const client = new OpenAI({
    apiKey: target.apiKey,
    baseURL: target.baseUrl ?? "https://api.openai.com/v1",
    maxRetries: 0,
    timeout: 600_000,
    logLevel: "off",
    fetch: (url, init) => fetchOnce(url, init, mebibyte + input.length * bytesPerVector),
  });
  try {
    const reply = await client.embeddings.create(
      { model, dimensions, input, encoding_format: "float" },
      { signal: AbortSignal.any(signal ? [signal, deadline] : [deadline]) },
    );
    return { data: reply.data, tokens: reply.usage?.total_tokens ?? 0 };
  } catch (error) {
    throw withoutContent(error, signal?.aborted ?? false);
  }
}

const mebibyte = 1024 * 1024;
// 3,072 numbers of at most 26 characters each, and some air.
const bytesPerVector = 96 * 1024;

/** A redirect is an answer here: texts go to no address that nobody configured. An endless body is cut. */
async function fetchOnce(
  url: string | URL | Request,
  init: RequestInit | undefined,
  mostBytes: number,
): Promise<Response> {
  const answer = await fetch(url, { ...init, redirect: "manual" });
  let bytes = 0;
  const measured = answer.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        bytes += part.byteLength;
        if (bytes > mostBytes) controller.error(new Error("the answer is too long"));
        else controller.enqueue(part);
      },
    }),
  );
  const { status, statusText, headers } = answer;
  return new Response(measured ?? null, { status, statusText, headers });
}

/** A query as it may leave: amounts beside a sign, a code or a word of money or of price are taken out. */
export function guardQuery(text: string): string {
  return redactQuery(text);
}

/** The text as it may leave. Throws where what may be an amount is still in it. */
export function cleared({ text, sensitive }: Outgoing): string {
  if (!sensitive) return text;
  const clean = redactProse(text);
  if (holdsAmount(clean))
    throw new AppError(
      "invalid",
      "A text of a price-sensitive document still holds what may be an amount: nothing was sent.",
    );
  return clean;
}

function withoutContent(error: unknown, stopped: boolean): Error {
  if (stopped) return new EgressError("The request was stopped.", { code: "aborted" });
  if (error instanceof SyntaxError)
    return new EgressError("The embedding provider's answer could not be read.", {
      code: "broken",
    });
  if (!(error instanceof OpenAI.APIError) || error.status === undefined)
    return new EgressError("The embedding provider did not answer to the end.");
  const waitMs = error.headers ? retryAfterMs(error.headers, Date.now()) : undefined;
  return new EgressError(`The embedding provider answered ${error.status}.`, {
    status: error.status,
    ...(error.code ? { code: error.code } : {}),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  });
}
