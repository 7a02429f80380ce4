import type { Run } from "./runs-schemas.ts";

// Without zod: the page loads this.

/** How a document fared otherwise in two runs of one scope. */
export const differenceKinds = [
  "file changed",
  "changed by others",
  "new here",
  "not here any more",
  "failed now",
  "mended",
] as const;
/** Documents of one kind that are listed; they are counted beyond it. */
export const mostOfAKind = 200;
export type DifferenceKind = (typeof differenceKinds)[number];

export type DocumentDifference = {
  path: string;
  documentId: string | null;
  kind: DifferenceKind;
  /** What each run did with it. */
  before: string | null;
  after: string | null;
};

export type RunDifference = {
  /** The run before it of the same kind and scope; null where there is none. */
  previous: Run | null;
  counts: Partial<Record<DifferenceKind, number>>;
  /** By kind and path, of each kind the first. */
  items: DocumentDifference[];
  /** What happened to the corpus between the two plans, beside the files. */
  between: { edits: number; foreignWrites: number };
};
