import { setTimeout as wait } from "node:timers/promises";

export type RateLimits = { requestsPerMinute: number | null; tokensPerMinute: number | null };

type Clock = { now: () => number; wait: (ms: number, signal?: AbortSignal) => Promise<void> };

const realClock: Clock = {
  now: () => performance.now(),
  wait: async (ms, signal) => void (await wait(ms, undefined, { signal })),
};

/**
 * One way through to a provider for all requests of this process: nobody passes before the time that the
 * provider asked for, nor faster than the limits. First come, first served.
 */
export class RateGate {
  readonly #clock: Clock;
  #opensAt = 0;
  #queue: Promise<void> = Promise.resolve();
  limits: RateLimits = { requestsPerMinute: null, tokensPerMinute: null };

  constructor(clock: Clock = realClock) {
    this.#clock = clock;
  }

  /** Milliseconds until the next request may pass. */
  get closedFor(): number {
    return Math.max(0, this.#opensAt - this.#clock.now());
  }

  /** Nobody passes for so long. */
  hold(ms: number): void {
    this.#opensAt = Math.max(this.#opensAt, this.#clock.now() + ms);
  }

  pass(tokens: number, signal?: AbortSignal): Promise<void> {
    const turn = this.#queue.then(async () => {
      signal?.throwIfAborted();
      while (this.closedFor > 0) await this.#clock.wait(this.closedFor, signal);
      this.hold(this.#pause(tokens));
    });
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /** How long the limits keep the gate closed behind a request of so many tokens. */
  #pause(tokens: number): number {
    const { requestsPerMinute, tokensPerMinute } = this.limits;
    return Math.max(
      requestsPerMinute ? 60_000 / requestsPerMinute : 0,
      tokensPerMinute ? (60_000 * tokens) / tokensPerMinute : 0,
    );
  }
}

/** The gate of this process: it talks to one provider. */
export const providerGate = new RateGate();
