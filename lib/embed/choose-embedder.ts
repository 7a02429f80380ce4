import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { type ModelState, otherModelAsked } from "./active-model.ts";
import type { Embedder } from "./embedder.ts";
import { databaseLedger } from "./ledger.ts";
import { offlineEmbedder, offlineModel } from "./offline-embedder.ts";
import { openaiEmbedder } from "./openai-embedder.ts";

/** The embedder that the environment names. Throws where it names a model without a way to reach it. */
export function chooseEmbedder(variables = env()): Embedder {
  return embedderOf(modelAskedFor(variables), variables);
}

/** The model that the environment names, or the one that it means by saying nothing. */
export function modelAskedFor(variables = env()): string {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl, PERAZZI_EMBED_MODEL: named } = variables;
  return named ?? (key || baseUrl ? "text-embedding-3-large" : offlineModel);
}

/**
 * The embedder of this database's vectors: the database decides. Throws conflict where the environment asks for a
 * model that is not the active one; for one that a promotion has replaced, the environment is merely late.
 */
export function activeEmbedder({ active, replaced }: ModelState): Embedder {
  const asked = modelAskedFor();
  if (active === undefined || active === asked) return embedderOf(asked);
  if (!replaced.includes(asked)) throw otherModelAsked(active, asked);
  return embedderOf(active);
}

/** The embedder of one model. Throws where there is no way to reach it. */
export function embedderOf(model: string, variables = env()): Embedder {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl } = variables;
  if (model === offlineModel) return offlineEmbedder;
  if (key === undefined && baseUrl === undefined)
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
