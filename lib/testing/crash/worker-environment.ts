import { childEnvironment } from "#lib/env/env.ts";

type Place = { url: string; corpusRoot: string; providerUrl: string; batchSize: number };

/** What a worker needs to ingest a corpus into a database by a provider of ours. */
export function workerEnvironment({ url, corpusRoot, providerUrl, batchSize }: Place) {
  return childEnvironment({
    DATABASE_URL: url,
    CONSOLE_ENVIRONMENT: "local",
    CORPUS_ROOT: corpusRoot,
    CORPUS_MANIFEST: "",
    OPENAI_API_KEY: "a key",
    OPENAI_BASE_URL: providerUrl,
    PERAZZI_EMBED_MODEL: "",
    EMBED_BATCH_SIZE: String(batchSize),
    EMBED_RETRY_BASE_MS: "50",
  });
}
