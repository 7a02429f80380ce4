import { setTimeout as wait } from "node:timers/promises";
import type { LoggedCall } from "./logged-call.ts";

type Write = (calls: LoggedCall[], dropped: number) => Promise<void>;

type BufferOptions = {
  write: Write;
  /** Calls that may wait; more are dropped and counted. */
  most?: number;
  /** How long calls are gathered before they are written together. */
  gatherMs?: number;
  /** Calls written at once. */
  batch?: number;
  onFailure?: (error: unknown, lost: number) => void;
};

/**
 * Calls on their way to the log, behind the answers. Bounded: when the database cannot keep up, calls
 * are dropped and their number is written with the next ones. Never throws, never waits for a reader.
 */
export class CallBuffer {
  readonly #options: Required<BufferOptions>;
  #waiting: LoggedCall[] = [];
  #dropped = 0;
  #flushing: Promise<void> | undefined;

  constructor(options: BufferOptions) {
    this.#options = { most: 500, gatherMs: 200, batch: 100, onFailure: () => {}, ...options };
  }

  add(call: LoggedCall): void {
    if (call.errorCode === "rate_limited" && this.#addToLast(call)) return;
    if (this.#waiting.length >= this.#options.most) this.#dropped += call.calls;
    else this.#waiting.push(call);
  }

  /** Resolves once all that waited is written or given up. One writer at a time. */
  flush(): Promise<void> {
    this.#flushing ??= this.#writeAll().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  async #writeAll(): Promise<void> {
    const { gatherMs, batch, write, onFailure } = this.#options;
    await wait(gatherMs);
    while (this.#waiting.length > 0) {
      const calls = this.#waiting.splice(0, batch);
      const dropped = this.#dropped;
      try {
        await write(calls, dropped);
        this.#dropped -= dropped;
      } catch (error) {
        // Not tried again: a log that holds up the next calls is worse than a gap that is counted.
        const lost = calls.reduce((sum, one) => sum + one.calls, 0);
        this.#dropped += lost;
        onFailure(error, lost);
      }
    }
  }

  /** A caller that hammers on its limit fills no log: refusals of one token that wait are one entry. */
  #addToLast(call: LoggedCall): boolean {
    const tokenOf = ({ caller }: LoggedCall) => (caller.origin === "api" ? caller.tokenId : null);
    const last = this.#waiting.findLast(
      (one) => one.errorCode === call.errorCode && tokenOf(one) === tokenOf(call),
    );
    if (last) last.calls += call.calls;
    return last !== undefined;
  }
}
