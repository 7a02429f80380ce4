import { createHash } from "node:crypto";
import { type CorpusConfig, docTypeOf, kindOf, termValue } from "#lib/corpus/config-schema.ts";
import { countTokens } from "#lib/embed/tokens.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { redactAnchored, redactionVersion, redactProse } from "#lib/guardrail/redact.ts";
import { generalRules } from "./chunk/rules.ts";
import {
  derivedSummary,
  derivedTitle,
  type FileMetadata,
  fileMetadata,
  titleOfPath,
} from "./file-metadata.ts";
import { chooseKind } from "./kinds/choose-kind.ts";
import { chunkKind, describeAll, type Kind, type KindChunk } from "./kinds/kind.ts";
import type { Source } from "./read-source.ts";
import { type RenderOptions, readJson } from "./render/clean-json.ts";
import { renderJson } from "./render/render-json.ts";
import { markdownLabels } from "./render/render-labels.ts";
import { chunkTable } from "./table/chunk-table.ts";
import type { ValuesInForce } from "./values-in-force.ts";

/** Names the rules of chunking: a change of theirs makes every document stale. */
export const chunkingVersion = "c6";

export type PreparedChunk = KindChunk & {
  hash: string;
  /** Which of several chunks of the same text in this document: 0, 1, … */
  occurrence: number;
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
export function pipelineOf(
  { category, docType }: Omit<Described, "path">,
  values: ValuesInForce,
  config: CorpusConfig,
): string {
  const { embed_mode: mode, pricing_sensitive: sensitive, status } = values;
  const made = status === "active" ? mode : "none";
  return [
    chunkingVersion,
    redactionVersion,
    kindOf(config, docType, category),
    made,
    sensitive ? "sensitive" : "open",
    wordsOf(config, docType),
  ].join("/");
}

/** The corpus's words that chunks are described by, as a short hash: other words, other labels. */
function wordsOf(config: CorpusConfig, docType: string): string {
  const { vocabularies, hints } = config;
  return hashOf(JSON.stringify([vocabularies, hints, docTypeOf(config, docType)])).slice(0, 8);
}

/** A file as document and chunks: rendered, redacted, cut, described. Pure; rows of a table come as a stream. */
export async function prepareDocument(
  source: Source,
  described: Described,
  values: ValuesInForce,
  config: CorpusConfig,
): Promise<PreparedDocument> {
  const { docType, category, path } = described;
  const kind = chooseKind(config, docType, category);
  const redact = values.pricing_sensitive || values.embed_mode === "metadata-only";
  const options = {
    title: titleOfPath(path),
    redact,
    labelsOnly: values.embed_mode === "metadata-only",
  };
  const table = source.kind === "csv" ? await readTable(source, kind, options) : undefined;
  const sourceText = table?.text ?? render(source, kind, options);
  const metadata = metadataOf(source, sourceText, path, config);
  const derived = (["title", "summary"] as const).filter((field) => metadata.said[field] === null);
  const about = { docType, metadata: metadata.all, config };
  const served = values.status === "active" && values.embed_mode !== "ignore";
  if (!served) return { metadata: metadata.all, derived, sourceText, chunks: [], warnings: [] };
  const { chunks, warnings } = table
    ? { chunks: describeAll(kind, table.chunks, about), warnings: table.warnings }
    : chunkKind(kind, sourceText, about);
  if (chunks.length === 0)
    throw new AppError("invalid", "The file holds no text that could be ingested.");
  return { metadata: metadata.all, derived, sourceText, chunks: identified(chunks), warnings };
}

function readTable(source: Source & { kind: "csv" }, kind: Kind, { title, redact }: RenderOptions) {
  const { low, high } = typeof kind.rules === "function" ? generalRules : kind.rules;
  return chunkTable(source.rows, { title, redact, low, high });
}

/** The text that pages show, and from which the chunks are cut. */
function render(source: Source, kind: Kind, options: RenderOptions): string {
  const { redact, labelsOnly, title } = options;
  if (source.kind === "csv") return "";
  if (source.kind === "json") {
    const value = readJson(source.text, options);
    return verified(kind.renderJson?.(value, title) ?? renderJson(value, title), redact);
  }
  const text = redact ? redactProse(source.text) : source.text;
  return verified(labelsOnly ? markdownLabels(text) : text, redact);
}

/** A last pass over the whole: an amount may only appear once its parts stand side by side. */
function verified(text: string, redact: boolean): string {
  return redact ? redactAnchored(text) : text;
}

/** What the file says of itself, and with it what is derived where it says nothing. */
function metadataOf(source: Source, text: string, path: string, config: CorpusConfig) {
  const markdown = source.kind === "md";
  const said = fileMetadata(markdown ? text : "");
  const audiences = known(config.vocabularies.audiences, said.audiences);
  const title = said.title ?? derivedTitle(text.slice(0, 100_000), path);
  const summary = said.summary ?? (markdown ? derivedSummary(text) : null);
  return { said, all: { ...said, title, summary, audiences } };
}

/** Only words that the corpus knows, where it has a vocabulary. */
function known(terms: CorpusConfig["vocabularies"]["audiences"], said: string[] | null) {
  const words = terms.map((term) => termValue(term).toLowerCase());
  const kept = said?.filter((word) => words.length === 0 || words.includes(word)) ?? [];
  return kept.length > 0 ? kept : null;
}

function identified(chunks: KindChunk[]): PreparedChunk[] {
  const seen = new Map<string, number>();
  return chunks.map((chunk) => {
    const hash = hashOf(chunk.text);
    const occurrence = seen.get(hash) ?? 0;
    seen.set(hash, occurrence + 1);
    return { ...chunk, hash, occurrence };
  });
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
