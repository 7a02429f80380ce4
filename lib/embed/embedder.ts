import type { Outgoing } from "#lib/guardrail/egress.ts";
import type { Purpose } from "./purpose.ts";

export const dimensions = 3072;

/** Unit vectors in the order asked for; tokens as the provider counted them, cost in US dollars. */
export type Reply = { vectors: Float32Array[]; tokens: number; cost: number };

export type AskOptions = { purpose: Purpose; signal?: AbortSignal | undefined };

/** Turns texts into unit vectors of 3,072 dimensions. */
export type Embedder = {
  model: string;
  /** Compares words, not meaning. */
  lexical: boolean;
  /** Each text costs money and time: what was bought is kept. */
  paid: boolean;
  /** One request, tried once: vectors for every text, or an error. */
  ask(texts: Outgoing[], options: AskOptions): Promise<Reply>;
};
