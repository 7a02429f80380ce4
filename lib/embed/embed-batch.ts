import { AppError } from "#lib/errors/app-error.ts";
import type { Outgoing } from "#lib/guardrail/egress.ts";
import { BudgetSpent } from "./budget.ts";
import type { Embedder, Reply } from "./embedder.ts";
import { explained, ProviderStop, remedyFor } from "./provider-error.ts";
import type { Purpose } from "./purpose.ts";
import { providerGate } from "./rate-gate.ts";
import { type RetryPolicy, withRetries } from "./retry.ts";
import { countTokens } from "./tokens.ts";

/** What the batches of one call of embedTexts share. */
export type Session<T extends Outgoing> = {
  embedder: Embedder;
  purpose: Purpose;
  retry: RetryPolicy;
  /** Ends the waiting between requests. */
  signal: AbortSignal | undefined;
  /** Ends a request that is under way: later, because it may have been paid for. */
  requestSignal: AbortSignal | undefined;
  /** Those that may not leave now, and why. Asked before every attempt. */
  refused(texts: T[]): Promise<Map<T, AppError>>;
  /** Called with each answer the moment it is there, also of half a batch. */
  answered(texts: T[], reply: Reply): Promise<void>;
  /** A text that gets no vector; the others go on. */
  failed(text: T, error: AppError): Promise<void>;
  requests: number;
  everAnswered: boolean;
  failedAlone: number;
};

// So many texts refused alone, one after another and none ever accepted: it is not about the texts.
const mostRefused = 3;

class Kept extends Error {
  readonly texts: Map<unknown, AppError>;
  constructor(texts: Map<unknown, AppError>) {
    super("some texts may not leave");
    this.texts = texts;
  }
}

/**
 * Embeds one batch, with retries; a text that spoils it is found by halving and fails alone. Of a batch that today's
 * budget does not hold, what fits is sent.
 */
export async function embedBatch<T extends Outgoing>(
  texts: T[],
  session: Session<T>,
): Promise<void> {
  if (texts.length === 0) return;
  const { embedder, purpose, retry, signal, requestSignal } = session;
  const tokens = texts.reduce((sum, { text }) => sum + countTokens(text), 0);
  const attempt = async () => {
    if (embedder.paid) await providerGate.pass(tokens, signal);
    const refused = await session.refused(texts);
    if (refused.size > 0) throw new Kept(refused);
    session.requests++;
    return embedder.ask(texts, { purpose, signal: requestSignal });
  };
  let reply: Reply;
  try {
    reply = await withRetries(attempt, retry, { signal, onHold: (ms) => providerGate.hold(ms) });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Kept) return leaveOut(error.texts, texts, session);
    if (error instanceof BudgetSpent && texts.length > 1)
      return inParts(texts, fitting(texts, error.left), session);
    if (!isAboutTexts(error)) throw explained(error);
    if (texts.length === 1) return failAlone(texts, error, session);
    return inParts(texts, Math.ceil(texts.length / 2), session);
  }
  session.everAnswered = true;
  await session.answered(texts, reply);
}

async function inParts<T extends Outgoing>(
  texts: T[],
  first: number,
  session: Session<T>,
): Promise<void> {
  await embedBatch(texts.slice(0, first), session);
  return embedBatch(texts.slice(first), session);
}

/** How many of the first texts fit into so many tokens; at least one, which says what is missing where it does not. */
function fitting(texts: Outgoing[], tokens: number): number {
  let sum = 0;
  const over = texts.findIndex(({ text }) => {
    sum += countTokens(text);
    return sum > tokens;
  });
  return Math.max(1, over === -1 ? texts.length - 1 : over);
}

/** A broken answer may be one text's doing too: a text that makes the model answer nonsense. */
function isAboutTexts(error: unknown): boolean {
  return remedyFor(error) === "halve" || (error as { code?: unknown }).code === "broken";
}

async function leaveOut<T extends Outgoing>(
  kept: Map<unknown, AppError>,
  texts: T[],
  session: Session<T>,
): Promise<void> {
  for (const text of texts) {
    const error = kept.get(text);
    if (error) await session.failed(text, error);
  }
  return embedBatch(
    texts.filter((text) => !kept.has(text)),
    session,
  );
}

async function failAlone<T extends Outgoing>(
  texts: T[],
  error: unknown,
  session: Session<T>,
): Promise<void> {
  const ours = error instanceof AppError;
  if (!ours) session.failedAlone++;
  const said = error instanceof Error ? error.message : "";
  if (!session.everAnswered && session.failedAlone >= mostRefused)
    throw new ProviderStop(
      "invalid",
      `${said} It accepts no text at all: check PERAZZI_EMBED_MODEL and OPENAI_BASE_URL.`,
    );
  const reason = ours
    ? error
    : new AppError("invalid", `${said} It is one text of this document; the others went on.`);
  for (const text of texts) await session.failed(text, reason);
}
