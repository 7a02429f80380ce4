import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { Embedder } from "./embedder.ts";
import { databaseLedger } from "./ledger.ts";
import { offlineEmbedder, offlineModel } from "./offline-embedder.ts";
import { openaiEmbedder } from "./openai-embedder.ts";

/** The embedder that the environment names. Throws where it names a model without a way to reach it. */
export function chooseEmbedder(variables = env()): Embedder {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl, PERAZZI_EMBED_MODEL: named } = variables;
  const reachable = key !== undefined || baseUrl !== undefined;
  const model = named ?? (reachable ? "text-embedding-3-large" : offlineModel);
  if (model === offlineModel) return offlineEmbedder;
  if (!reachable)
    throw new AppError(
      "invalid",
      `PERAZZI_EMBED_MODEL takes ${offlineModel} without OPENAI_API_KEY or OPENAI_BASE_URL; it is ${model}.`,
    );
  return openaiEmbedder({
    model,
    target: { apiKey: key ?? "none", baseUrl },
    ledger: (call) => databaseLedger()(call),
  });
}
