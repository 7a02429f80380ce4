/** Fields of a document that a person or its file should fill, by the facet that finds those without. */
export const wantedFields = [
  "summary",
  "tags",
  "audiences",
  "platforms",
  "disciplines",
  "language",
  "approver",
] as const;
export type WantedField = (typeof wantedFields)[number];

export type StateCounts = { embedded: number; stale: number; missing: number; notWanted: number };

/** How the corpus stands, of what this person may see; by the same rules as the tables of documents and chunks. */
export type CorpusStates = {
  at: string;
  documents: { all: number; active: number } & StateCounts;
  chunks: { all: number } & StateCounts;
  /** Embedded, public and normal: what customers are served. */
  serving: { documents: number; chunks: number };
  /** Active documents without a value, by field. */
  without: Record<WantedField, number>;
};
