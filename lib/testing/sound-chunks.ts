import { expect } from "vitest";
import { countTokens } from "#lib/embed/tokens.ts";
import type { PreparedDocument } from "#lib/ingest/prepare-document.ts";

const bare = (text: string) => text.replace(/\s+|---/g, "");

/** What holds for every kind: bounds, places in the stored text, nothing doubled. */
export function soundChunks({ chunks, sourceText }: PreparedDocument): PreparedDocument["chunks"] {
  let end = 0;
  for (const { text, before, after, start, end: stop, tokens } of chunks) {
    expect(tokens).toBe(countTokens(text));
    expect(tokens).toBeLessThanOrEqual(1600);
    expect(start).toBeGreaterThanOrEqual(end);
    end = stop;
    const own = text.slice(before.length, text.length - after.length);
    const place = sourceText
      .slice(start, stop)
      .replace(/^## 0\. Metadata\n[\s\S]*?(?=^#|^---$)/m, "");
    expect(bare(place)).toBe(bare(own));
  }
  return chunks;
}

export function labelsIn(chunks: PreparedDocument["chunks"]): Set<string> {
  return new Set(chunks.flatMap(({ labels }) => labels));
}
