import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { loadCorpusFiles } from "#lib/corpus/config-file.ts";
import type { CorpusConfig } from "#lib/corpus/config-schema.ts";
import { env } from "#lib/env/env.ts";
import { AppError, toAppError } from "#lib/errors/app-error.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import { decoded, readSource } from "./read-source.ts";

/** The manifest and the configuration as this program sees them. */
export type CorpusState = {
  root: string;
  config: CorpusConfig;
  manifest: Manifest;
  manifestPath: string;
  manifestChecksum: string;
  manifestText: string;
};

/** Throws an AppError where the corpus or its manifest cannot be read. */
export async function readCorpus(): Promise<CorpusState> {
  const { corpusRoot, corpusManifest } = env();
  if (!corpusRoot)
    throw new AppError(
      "invalid",
      "CORPUS_ROOT takes the folder of the source files; it is needed for ingestion.",
    );
  const { config, manifestPath } = loadCorpusFiles(corpusRoot, corpusManifest);
  const bytes = await readFile(manifestPath);
  const manifestText = decoded(bytes);
  const manifest = parseManifest(manifestText);
  if (manifest.rows.length === 0)
    throw new AppError(
      "invalid",
      "The manifest lists no document: its tables need Path | Category | Doc_Type | Status | Pricing_Sensitive | Embed_Mode.",
    );
  return {
    root: corpusRoot,
    config,
    manifest,
    manifestPath,
    manifestChecksum: checksumOf(bytes),
    manifestText,
  };
}

/** Throws conflict once the manifest is another one than was pinned. */
export async function assertManifest({ manifestPath }: CorpusState, pinned: string): Promise<void> {
  const now = await readFile(manifestPath).then(checksumOf, () => undefined);
  if (now !== pinned)
    throw new AppError(
      "conflict",
      "The manifest is another one than when this run was planned. What was done before stays; the rest was left as it is. Start a new run.",
    );
}

function checksumOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** SHA-256 of every file, or what is wrong with it. */
export async function fileChecksums(
  root: string,
  paths: string[],
): Promise<Map<string, string | AppError>> {
  const found = new Map<string, string | AppError>();
  for (const path of paths) {
    try {
      found.set(path, (await readSource(root, path)).checksum);
    } catch (error) {
      found.set(path, toAppError(error));
    }
  }
  return found;
}
