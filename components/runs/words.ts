import { formatDuration, plural } from "#lib/format/number.ts";
import type { Run, RunKind, RunMode } from "#lib/ingest/runs-schemas.ts";

export const kindWords: Record<RunKind, string> = { ingest: "Ingest", reembed: "Re-embed" };

export const modeWords: Record<RunMode, string> = {
  incremental: "changes only",
  full: "everything",
  "dry-run": "dry run",
  audit: "what needs attention",
  stale: "stale only",
  selection: "chosen documents",
};

/** What the run is about: "3 documents", or its filter in words. */
export function scopeWords({ scope }: Pick<Run, "scope">): string {
  const { documentIds, ...filters } = scope;
  if (Array.isArray(documentIds)) return plural(documentIds.length, "document");
  const words = Object.entries(filters)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(", ") : String(value)}`);
  return words.length === 0 ? "the whole corpus" : words.join("; ");
}

/** "2.4 s", up to now for a run that is under way; a dash before it starts. */
export function durationWords(
  { startedAt, finishedAt }: Pick<Run, "startedAt" | "finishedAt">,
  now: number,
): string {
  if (!startedAt) return "–";
  const end = finishedAt ? Date.parse(finishedAt) : now;
  return formatDuration(Math.max(0, end - Date.parse(startedAt)));
}

/** One line on what a run did: "1 updated, 12 chunks embedded, 3 reused". */
export function resultWords({ documents, chunks }: Pick<Run, "documents" | "chunks">): string {
  const parts = [
    [documents.new, "new"],
    [documents.updated, "updated"],
    [documents.repaired, "repaired"],
    [documents.removed, "removed"],
    [documents.failed, "failed"],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  if (words.length === 0) words.push(`${documents.skipped} unchanged`);
  words.push(`${plural(chunks.embedded, "chunk")} embedded`, `${chunks.reused} reused`);
  return words.join(", ");
}
