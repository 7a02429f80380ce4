import type { PreparedDocument } from "./prepare-document.ts";

// Characters of source text: what the plan prepared is at hand for the writing, up to a bound.
const most = 20_000_000;

/** Prepared documents by everything that they were made from; the oldest leave first. */
export class PreparedCache {
  readonly #known = new Map<string, PreparedDocument>();
  #size = 0;

  take(key: string): PreparedDocument | undefined {
    const found = this.#known.get(key);
    if (found) {
      this.#known.delete(key);
      this.#size -= found.sourceText.length;
    }
    return found;
  }

  keep(key: string, document: PreparedDocument): void {
    this.take(key);
    this.#known.set(key, document);
    this.#size += document.sourceText.length;
    for (const oldest of this.#known.keys()) {
      if (this.#size <= most) break;
      this.take(oldest);
    }
  }
}
