import { setTimeout as wait } from "node:timers/promises";
import { EgressError } from "#lib/guardrail/egress.ts";

export type RetryPolicy = { limit: number; baseMs: number; maxMs: number };

type RetryOptions = { signal?: AbortSignal | undefined; random?: () => number };

/** Tries again what may pass by itself, with doubling pauses and full jitter, none longer than maxMs. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  { limit, baseMs, maxMs }: RetryPolicy,
  { signal, random = Math.random }: RetryOptions = {},
): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await attempt();
    } catch (error) {
      if (retry >= limit || signal?.aborted || !mayPass(error)) throw error;
      const doubled = Math.min(maxMs, baseMs * 2 ** retry);
      const asked = Math.min(maxMs, error.retryAfterMs ?? 0);
      await wait(Math.max(asked, doubled * (0.5 + random() / 2)), undefined, { signal });
    }
  }
}

/** True for what time may mend: no answer, overload, a broken answer; never a spent quota or a refusal. */
function mayPass(error: unknown): error is EgressError {
  if (!(error instanceof EgressError) || error.code === "aborted") return false;
  if (error.code === "insufficient_quota") return false;
  const { status } = error;
  return (
    status === undefined || status === 408 || status === 409 || status === 429 || status >= 500
  );
}
