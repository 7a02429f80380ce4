import { formatDuration, plural } from "#lib/format/number.ts";
import type { RunPlanItem } from "#lib/ingest/plan-schemas.ts";
import {
  type Run,
  type RunKind,
  type RunMode,
  type Timed,
  workedMs,
} from "#lib/ingest/runs-schemas.ts";

export const kindWords: Record<RunKind, string> = { ingest: "Ingest", reembed: "Re-embed" };

export const modeWords: Record<RunMode, string> = {
  incremental: "changes only",
  full: "everything",
  "dry-run": "dry run",
  audit: "what needs attention",
  stale: "stale only",
  selection: "chosen documents",
};

/** What is done with a document, in a plan and afterwards. */
export const actionWords: Record<RunPlanItem["action"], string> = {
  new: "New",
  update: "Update",
  repair: "Repair",
  "re-embed": "Re-embed",
  remove: "Remove",
  fail: "Cannot be done",
  skip: "Leave as it is",
};

export const itemStateWords: Record<RunPlanItem["state"], string> = {
  planned: "waiting",
  working: "working",
  done: "done",
  failed: "failed",
  cancelled: "not done",
};

/** What the run is about: "3 documents", or its filter in words. */
export function scopeWords({ scope }: Pick<Run, "scope">): string {
  const { documents, files, hiddenPath, ...filters } = scope;
  const named = documents ?? files;
  if (typeof named === "number") return plural(named, "document");
  if (hiddenPath) return "a path that only admins see";
  const words = Object.entries(filters)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(", ") : String(value)}`);
  return words.length === 0 ? "the whole corpus" : words.join("; ");
}

/** "2.4 s", up to now for a run that is under way; a dash before it starts. */
export function durationWords(run: Timed, now: number): string {
  const ms = workedMs(run, now);
  return ms === null ? "–" : formatDuration(ms);
}

const settings: Record<string, string> = {
  approve: "waits for approval",
  yes: "a large removal is confirmed",
  force: "stored vectors are bought again",
};

/** A run's mode and options in words. */
export function optionWords({ mode, options }: Pick<Run, "mode" | "options">): string {
  const words = Object.entries(options)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => settings[name] ?? `${name} ${String(value)}`);
  return [modeWords[mode], ...words].join(", ");
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
