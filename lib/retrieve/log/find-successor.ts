import type { ProvedResult } from "../proof-schemas.ts";
import { wordsOf } from "../words.ts";
import { hashOfText } from "./logged-call.ts";
import type { ChunkNow } from "./proof-facts.ts";

type Gone = {
  textHash: string;
  headingPath: string | null;
  chunkIndex: number;
  text: string | null;
};
type Found = { chunk: ChunkNow; how: NonNullable<ProvedResult["successor"]> };

const leastAlike = 0.3;

/**
 * Which of a document's present chunks took the place of one that is gone: the same text under another
 * id, else the same heading path (the nearest place), else the most alike by words (Jaccard ≥ 0.3).
 */
export function findSuccessor(gone: Gone, present: ChunkNow[]): Found | undefined {
  const same = present.find((chunk) => hashOfText(chunk.text) === gone.textHash);
  if (same) return { chunk: same, how: "same text" };
  const near = (chunk: ChunkNow) => Math.abs(Number(chunk.fields.chunk_index) - gone.chunkIndex);
  const [heading] = present
    .filter((chunk) => gone.headingPath !== null && chunk.fields.heading_path === gone.headingPath)
    .toSorted((a, b) => near(a) - near(b));
  if (heading) return { chunk: heading, how: "same heading" };
  if (gone.text === null) return undefined;
  const words = new Set(wordsOf(gone.text));
  const [best] = present
    .map((chunk) => ({ chunk, alike: jaccard(words, new Set(wordsOf(chunk.text))) }))
    .toSorted((a, b) => b.alike - a.alike);
  return best && best.alike >= leastAlike ? { chunk: best.chunk, how: "most alike" } : undefined;
}

function jaccard(a: Set<string>, b: Set<string>): number {
  const all = a.union(b).size;
  return all === 0 ? 0 : a.intersection(b).size / all;
}
