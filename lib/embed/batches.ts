import type { Outgoing } from "#lib/guardrail/egress.ts";
import { countTokens } from "./tokens.ts";

// The provider's limits.
const mostInputs = 2048;
const mostTokens = 300_000;
export const mostTokensOfOne = 8191;

/** Fills batches up to the batch size and the provider's limits for one request. */
export class BatchFiller<T extends Outgoing> {
  readonly #size: number;
  #batch: T[] = [];
  #tokens = 0;

  constructor(batchSize: number) {
    this.#size = Math.min(batchSize, mostInputs);
  }

  /** The batch that is full now, or that `one` would not fit into any more. */
  add(one: T, tokens = countTokens(one.text)): T[] | undefined {
    const full = this.#tokens + tokens > mostTokens ? this.rest() : undefined;
    this.#batch.push(one);
    this.#tokens += tokens;
    return full ?? (this.#batch.length >= this.#size ? this.rest() : undefined);
  }

  /** What has been collected; undefined for nothing. */
  rest(): T[] | undefined {
    const batch = this.#batch;
    this.#batch = [];
    this.#tokens = 0;
    return batch.length > 0 ? batch : undefined;
  }
}
