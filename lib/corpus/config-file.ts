import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { AppError } from "#lib/errors/app-error.ts";
import { type CorpusConfig, corpusConfigSchema } from "./config-schema.ts";

export type CorpusFiles = { config: CorpusConfig; root: string; manifestPath: string };

/**
 * The configuration of the corpus at `root`: its own corpus.json, else the bundled configuration whose
 * manifest lies in this root. `manifest` overrides the configured manifest.
 */
export function loadCorpusFiles(root: string, manifest?: string): CorpusFiles {
  if (!existsSync(root))
    throw new AppError("invalid", `CORPUS_ROOT takes a folder that exists; ${root} does not.`);
  const config = ownConfig(root) ?? bundledConfig(root);
  if (!config)
    throw new AppError(
      "invalid",
      `CORPUS_ROOT takes a folder with a corpus.json; ${root} has none.`,
    );
  const manifestPath = manifest ?? resolve(root, config.manifest);
  if (!existsSync(manifestPath))
    throw new AppError(
      "invalid",
      `CORPUS_MANIFEST takes a file that exists; ${manifestPath} does not.`,
    );
  return { config, root, manifestPath };
}

function ownConfig(root: string): CorpusConfig | undefined {
  const file = join(root, "corpus.json");
  return existsSync(file) ? parseFile(file) : undefined;
}

function bundledConfig(root: string): CorpusConfig | undefined {
  const folder = join(import.meta.dirname, "../../supabase/corpus-configs");
  if (!existsSync(folder)) return undefined;
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".json")) continue;
    const config = parseFile(join(folder, name));
    if (existsSync(resolve(root, config.manifest))) return config;
  }
  return undefined;
}

function parseFile(file: string): CorpusConfig {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new AppError("invalid", `${file} is not valid JSON. Correct the corpus configuration.`);
  }
  const parsed = corpusConfigSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError("invalid", `${file}: ${issue?.path.join(".")}: ${issue?.message}`);
}
