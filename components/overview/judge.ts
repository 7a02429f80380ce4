import type { Overview } from "#lib/curate/overview-schemas.ts";

export type Judgment = { fit: "yes" | "look" | "no"; words: string };

/** Is the corpus fit to serve? Not where nothing is served or an amount stands open; with a look to take where something is late. */
export function judge({ states, suspects, lastRun }: Overview): Judgment {
  const { documents, serving } = states;
  if (serving.documents === 0) return { fit: "no", words: "Nothing is served to customers." };
  if (suspects && suspects.leaks > 0)
    return { fit: "no", words: "An amount may stand where none may." };
  const late = documents.stale + documents.missing;
  if (late > 0) return { fit: "look", words: "Fit to serve, but not all of it is up to date." };
  if (lastRun?.state === "failed")
    return { fit: "look", words: "Fit to serve, but the last run failed." };
  return { fit: "yes", words: "Fit to serve." };
}
