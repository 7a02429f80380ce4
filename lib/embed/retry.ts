import { setTimeout as wait } from "node:timers/promises";
import { EgressError } from "#lib/guardrail/egress.ts";
import { remedyFor } from "./provider-error.ts";

export type RetryPolicy = { limit: number; baseMs: number; maxMs: number };

type RetryOptions = {
  signal?: AbortSignal | undefined;
  random?: () => number;
  /** Told how long the provider wants everybody to wait, at most maxMs. */
  onHold?: (ms: number) => void;
};

// A second broken answer to the same request: halving it says more than a third try.
const brokenLimit = 1;

/** Tries again what may pass by itself, with doubling pauses and full jitter, none longer than maxMs. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  { limit, baseMs, maxMs }: RetryPolicy,
  { signal, random = Math.random, onHold }: RetryOptions = {},
): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted || !(error instanceof EgressError) || remedyFor(error) !== "again")
        throw error;
      if (retry >= (error.code === "broken" ? Math.min(brokenLimit, limit) : limit)) throw error;
      const asked = Math.min(maxMs, error.retryAfterMs ?? 0);
      if (asked > 0) onHold?.(asked);
      const doubled = Math.min(maxMs, baseMs * 2 ** retry);
      await wait(Math.max(asked, doubled * (0.5 + random() / 2)), undefined, { signal });
    }
  }
}
