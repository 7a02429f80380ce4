import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { loadCorpusFiles } from "#lib/corpus/config-file.ts";
import { type PreparedDocument, prepareDocument } from "#lib/ingest/prepare-document.ts";
import { readSource } from "#lib/ingest/read-source.ts";

export const sampleCorpus = resolve("supabase/corpus");
/** A corpus beside the repository; tests on it skip, saying so, where it is missing. */
export const otherCorpus = resolve("../shared/corpus/perazzi");
export const otherCorpusMissing = !existsSync(otherCorpus);

/** One file of a corpus as ingestion prepares it. */
export async function prepareFile(
  root: string,
  path: string,
  docType: string,
  { category = "", pricing = false } = {},
): Promise<PreparedDocument> {
  const { config } = loadCorpusFiles(root);
  return prepareDocument(
    await readSource(root, path),
    { path, docType, category },
    {
      status: "active",
      embed_mode: pricing ? "metadata-only" : "full",
      pricing_sensitive: pricing,
    },
    config,
  );
}
