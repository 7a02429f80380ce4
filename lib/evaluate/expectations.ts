import type { Expectation } from "./schemas.ts";

type Found = { chunkId: string; documentId: string; path: string };

/** Where an expectation stands among ids, best first: its best rank, 1-based, or undefined. Pure. */
export function rankOf(expectation: Expectation, results: readonly Found[]): number | undefined {
  const at = results.findIndex((result) => isMeant(expectation, result));
  return at === -1 ? undefined : at + 1;
}

/** A moved document is known by its id, one that was not there yet by its path. */
export function isMeant({ kind, id, path }: Expectation, result: Found): boolean {
  if (kind === "chunk") return id === result.chunkId;
  return id === result.documentId || path === result.path;
}
