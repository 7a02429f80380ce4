import type { Outgoing } from "#lib/guardrail/egress.ts";
import type { Purpose } from "./purpose.ts";

export const dimensions = 3072;

export type EmbedResult = {
  vectors: Float32Array[];
  tokens: number;
  requests: number;
  cost: number;
};

export type EmbedOptions = { purpose: Purpose; signal?: AbortSignal | undefined };

/** Turns texts into unit vectors of 3,072 dimensions, in the order given. */
export type Embedder = {
  model: string;
  /** Compares words, not meaning. */
  lexical: boolean;
  /** Each text costs money and time: what was bought is kept. */
  paid: boolean;
  embed(texts: Outgoing[], options: EmbedOptions): Promise<EmbedResult>;
};
