import { type EgressTarget, sendForEmbedding } from "#lib/guardrail/egress.ts";
import { checkReply } from "./check-reply.ts";
import { dimensions, type Embedder } from "./embedder.ts";
import type { Ledger } from "./ledger.ts";
import { endOf } from "./provider-error.ts";
import { countTokens } from "./tokens.ts";

type Settings = {
  model: string;
  target: EgressTarget;
  /** Where every request is booked. */
  ledger: Ledger;
};

/** Embeddings over HTTP from any server that speaks OpenAI's API. */
export function openaiEmbedder({ model, target, ledger }: Settings): Embedder {
  return {
    model,
    lexical: false,
    paid: true,
    async ask(texts, { purpose, signal }) {
      const counted = texts.reduce((sum, { text }) => sum + countTokens(text), 0);
      const call = await ledger({ purpose, model, texts, tokens: counted });
      const started = performance.now();
      const request = sendForEmbedding(texts, target, { model, dimensions, signal }).then(
        ({ data, tokens }) => ({
          vectors: checkReply(data, texts.length),
          tokens: tokens || counted,
        }),
      );
      const durationMs = () => performance.now() - started;
      const answer = await request.catch(async (error: unknown) => {
        await call.settle({ ...endOf(error, counted), durationMs: durationMs() });
        throw error;
      });
      const end = { outcome: "answered", tokens: answer.tokens, httpStatus: 200 } as const;
      return { ...answer, cost: await call.settle({ ...end, durationMs: durationMs() }) };
    },
  };
}
