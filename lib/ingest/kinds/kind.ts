import type { CorpusConfig } from "#lib/corpus/config-schema.ts";
import { type Chunk, chunkMarkdown } from "#lib/ingest/chunk/chunk-markdown.ts";
import type { CutRules } from "#lib/ingest/chunk/rules.ts";
import type { Section } from "#lib/ingest/chunk/sections.ts";
import type { FileMetadata } from "#lib/ingest/file-metadata.ts";
import type { Json } from "#lib/ingest/render/clean-json.ts";
import { describeChunk, type Facts } from "./describe-chunk.ts";

/** What a chunker knows of the document besides its text. */
export type About = { docType: string; metadata: FileMetadata; config: CorpusConfig };

export type KindChunk = Chunk & Facts;

/** One kind of document: how it is cut, and what its chunks are about. */
export type Kind = {
  rules: CutRules | ((root: Section, about: About) => CutRules);
  modes: string[];
  labels?: string[];
  tags?: string[];
  flags?: string[];
  /** What a single chunk says by its headings and fields. */
  facts?: (chunk: Chunk, about: About) => Partial<Facts>;
  /** A JSON file of this kind as Markdown. */
  renderJson?: (value: Json, title: string) => string | undefined;
};

export const audience = ["prospect", "owner"];
export const everyone = ["prospect", "owner", "navigation"];

/** A Markdown text as described chunks of its kind. Pure. */
export function chunkKind(
  kind: Kind,
  text: string,
  about: About,
): { chunks: KindChunk[]; warnings: string[] } {
  const { rules } = kind;
  const { chunks, warnings } = chunkMarkdown(
    text,
    typeof rules === "function" ? (root) => rules(root, about) : rules,
  );
  return { chunks: describeAll(kind, chunks, about), warnings };
}

export function describeAll(kind: Kind, chunks: Chunk[], about: About): KindChunk[] {
  return chunks.map((chunk) => ({ ...chunk, ...describeChunk(kind, chunk, about) }));
}
