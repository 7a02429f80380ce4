import { randomUUID } from "node:crypto";
import type { PreparedChunk } from "./prepare-document.ts";
import { similarity } from "./similarity.ts";

export type StoredChunk = {
  id: string;
  text: string;
  text_hash: string;
  occurrence: number;
  chunk_index: number;
  chunk_count: number | null;
  heading: string | null;
  heading_path: string | null;
  content_hash: string | null;
  has_vector: boolean;
  row: Record<string, unknown>;
};

export type KeptChunk = { chunk: PreparedChunk; index: number; stored: StoredChunk };
export type AddedChunk = {
  chunk: PreparedChunk;
  index: number;
  id: string;
  /** The chunk that went and that this one takes the place of. */
  predecessor: StoredChunk | undefined;
};

export type ChunkMatch = { kept: KeptChunk[]; added: AddedChunk[]; gone: StoredChunk[] };

/**
 * Which chunks stay, wherever they moved to, which are new, which go, and what takes whose place; `lost` went
 * before, and may have successors too. Pure but for new ids.
 */
export function matchChunks(
  prepared: PreparedChunk[],
  stored: StoredChunk[],
  lost: StoredChunk[] = [],
): ChunkMatch {
  const known = new Map(stored.map((chunk) => [`${chunk.text_hash} ${chunk.occurrence}`, chunk]));
  const match: ChunkMatch = { kept: [], added: [], gone: [] };
  for (const [index, chunk] of prepared.entries()) {
    const key = `${chunk.hash} ${chunk.occurrence}`;
    const found = known.get(key);
    if (found) match.kept.push({ chunk, index, stored: found });
    else match.added.push({ chunk, index, id: randomUUID(), predecessor: undefined });
    known.delete(key);
  }
  match.gone = [...known.values()];
  findPredecessors(match.added, [...match.gone, ...lost]);
  return match;
}

/** How many of the new chunks change an old one, and how many of the old ones nothing takes the place of. */
export function countMatch({ kept, added, gone }: ChunkMatch) {
  const replaced = new Set(added.map(({ predecessor }) => predecessor));
  const changed = added.filter(({ predecessor }) => predecessor).length;
  return {
    kept: kept.length,
    changed,
    added: added.length - changed,
    removed: gone.filter((one) => !replaced.has(one)).length,
  };
}

const sameSection = 0.1;
const elsewhere = 0.5;
// Above so many pairs only chunks of one heading are compared.
const mostPairs = 200_000;

/** The most similar of those that go: of the same heading path with little in common, of another with much. */
function findPredecessors(added: AddedChunk[], gone: StoredChunk[]): void {
  if (gone.length === 0) return;
  const byPath = Map.groupBy(gone, ({ heading_path }) => heading_path);
  const compareAll = gone.length * added.length <= mostPairs;
  for (const one of added) {
    const siblings = byPath.get(one.chunk.headingPath) ?? [];
    one.predecessor =
      best(one, siblings, sameSection) ?? (compareAll ? best(one, gone, elsewhere) : undefined);
  }
}

function best(
  { chunk, index }: AddedChunk,
  candidates: StoredChunk[],
  least: number,
): StoredChunk | undefined {
  let found: { stored: StoredChunk; score: number } | undefined;
  for (const stored of candidates) {
    const score = similarity(chunk.text, stored.text);
    const nearer =
      found &&
      score === found.score &&
      Math.abs(stored.chunk_index - index) < Math.abs(found.stored.chunk_index - index);
    if (score >= least && (!found || score > found.score || nearer)) found = { stored, score };
  }
  return found?.stored;
}
