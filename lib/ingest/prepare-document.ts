import { createHash } from "node:crypto";
import { type CorpusConfig, kindOf } from "#lib/corpus/config-schema.ts";
import { countTokens } from "#lib/embed/tokens.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { redactAnchored, redactionVersion, redactProse } from "#lib/guardrail/redact.ts";
import { type Chunk, chunkMarkdown } from "./chunk/chunk-markdown.ts";
import { derivedSummary, derivedTitle, type FileMetadata, fileMetadata } from "./file-metadata.ts";
import { kindRules } from "./kinds.ts";
import type { Source } from "./read-source.ts";
import { renderCsv } from "./render-csv.ts";
import { renderJson } from "./render-json.ts";
import { markdownLabels } from "./render-labels.ts";
import type { ValuesInForce } from "./values-in-force.ts";

/** Names the rules of chunking: a change of theirs makes every document stale. */
const chunkingVersion = "c1";

export type PreparedChunk = Chunk & {
  hash: string;
  /** Which of several chunks of the same text in this document: 0, 1, … */
  occurrence: number;
  modes: string[];
  archetypes: string[];
  labels: string[];
  tags: string[];
  flags: string[];
  platforms: string[];
  disciplines: string[];
  entities: string[];
};

export type PreparedDocument = {
  metadata: FileMetadata;
  derived: string[];
  /** The text that pages show: redacted where the document is sensitive. */
  sourceText: string;
  chunks: PreparedChunk[];
  warnings: string[];
};

type Described = { path: string; category: string; docType: string };

/** Names everything but the file that decides what the chunks of a document are. */
export function pipelineOf(docType: string, values: ValuesInForce, config: CorpusConfig): string {
  const { embed_mode: mode, pricing_sensitive: sensitive, status } = values;
  const made = status === "active" ? mode : "none";
  return [
    chunkingVersion,
    redactionVersion,
    kindOf(config, docType),
    made,
    sensitive ? "sensitive" : "open",
  ].join("/");
}

/** A file as document and chunks: rendered, redacted, cut, described. Pure; rows of a large table may come as a stream. */
export async function prepareDocument(
  source: Source,
  described: Described,
  values: ValuesInForce,
  config: CorpusConfig,
): Promise<PreparedDocument> {
  const redact = values.pricing_sensitive || values.embed_mode === "metadata-only";
  const sourceText = render(source, described, values, redact);
  const said = source.kind === "md" ? fileMetadata(sourceText) : fileMetadata("");
  const summary = source.kind === "md" ? derivedSummary(sourceText) : null;
  const metadata = {
    ...said,
    title: said.title ?? derivedTitle(sourceText, described.path),
    summary: said.summary ?? summary,
  };
  const derived = (["title", "summary"] as const).filter((field) => said[field] === null);
  const served = values.status === "active" && values.embed_mode !== "ignore";
  const { chunks, warnings } = served
    ? cut(sourceText, described, config)
    : { chunks: [], warnings: [] };
  return { metadata, derived, sourceText, chunks, warnings };
}

function render(
  source: Source,
  { path }: Described,
  values: ValuesInForce,
  redact: boolean,
): string {
  const labelsOnly = values.embed_mode === "metadata-only";
  const title = derivedTitle("", path);
  if (source.kind === "json")
    return verified(renderJson(source.text, { title, redact, labelsOnly }), redact);
  if (source.kind === "csv")
    return verified(renderCsv(source.text, { title, redact, labelsOnly }), redact);
  const text = redact ? redactProse(source.text) : source.text;
  return verified(labelsOnly ? markdownLabels(text) : text, redact);
}

/** A last pass over the whole: an amount may only appear once its parts stand side by side. */
function verified(text: string, redact: boolean): string {
  return redact ? redactAnchored(text) : text;
}

function cut(text: string, { docType }: Described, config: CorpusConfig) {
  const kind = kindOf(config, docType);
  const rules = kindRules(kind, config);
  const { chunks, warnings } = chunkMarkdown(text, rules.sizes);
  if (chunks.length === 0)
    throw new AppError("invalid", "The file holds no text that could be ingested.");
  const archetypes = config.docTypes.find(({ id }) => id === docType)?.archetypeBias ?? [];
  const seen = new Map<string, number>();
  const prepared = chunks.map((chunk) => {
    const hash = hashOf(chunk.text);
    const occurrence = seen.get(hash) ?? 0;
    seen.set(hash, occurrence + 1);
    const { modes, labels, tags, flags } = rules;
    const found = { platforms: [], disciplines: [], entities: [] };
    return { ...chunk, hash, occurrence, modes, archetypes, labels, tags, flags, ...found };
  });
  return { chunks: prepared, warnings };
}

/** SHA-256 of a chunk's text, in hexadecimal. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const longestInput = 8191;

/** A chunk's text as it is embedded: fences and runs of blanks out, cut at a sentence if too long. */
export function embeddingText(text: string): string {
  const plain = text
    .replace(/^\s*(?:```|~~~).*$/gm, "")
    .replace(/[ \t]+/g, " ")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  if (plain.length <= longestInput || countTokens(plain) <= longestInput) return plain || text;
  let kept = plain.slice(0, longestInput * 4);
  while (countTokens(kept) > longestInput) kept = kept.slice(0, Math.floor(kept.length * 0.9));
  const end = kept.search(/[.!?][^.!?]*$/);
  return end > kept.length / 2 ? kept.slice(0, end + 1) : kept;
}
