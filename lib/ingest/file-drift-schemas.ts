// Without zod: the page that shows the drift loads this.

/** A file that changed, that is not in the database yet, that is not there, that the manifest dropped, or never listed. */
export const driftKinds = ["changed", "new", "missing", "dropped", "unlisted"] as const;
export type DriftKind = (typeof driftKinds)[number];

export type FileDriftItem = {
  path: string;
  kind: DriftKind;
  documentId: string | null;
  reason: string;
  /** A row for the manifest that would list the file. */
  manifestRow: string | null;
};

export type FileDrift = {
  /** When a worker compared last; null before the first time. */
  checkedAt: string | null;
  /** Why the last comparison could not be made; what is shown is older then. */
  error: string | null;
  counts: Record<DriftKind, number>;
  items: FileDriftItem[];
  nextCursor: string | null;
};
