import type { Outgoing } from "#lib/guardrail/egress.ts";

export const dimensions = 3072;

export type EmbedResult = { vectors: Float32Array[]; tokens: number; requests: number };

/** Turns texts into unit vectors of 3,072 dimensions, in the order given. */
export type Embedder = {
  model: string;
  /** Compares words, not meaning. */
  lexical: boolean;
  /** Each text costs money and time: what was bought is kept. */
  paid: boolean;
  /** US dollars for a million tokens, 0 where unknown. */
  pricePerMillion: number;
  embed(texts: Outgoing[], options?: { signal?: AbortSignal | undefined }): Promise<EmbedResult>;
};
