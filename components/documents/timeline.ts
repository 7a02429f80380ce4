import type { ForeignWrite } from "#lib/corpus/foreign-write-schemas.ts";
import type { HistoryEntry } from "#lib/corpus/schemas.ts";
import type { DocumentRun } from "#lib/ingest/runs-schemas.ts";

export type Happening =
  | { kind: "edit"; key: string; at: string; entries: [HistoryEntry, ...HistoryEntry[]] }
  | { kind: "run"; key: string; at: string; run: DocumentRun }
  | { kind: "outside"; key: string; at: string; write: ForeignWrite };

type Sources = { entries: HistoryEntry[]; runs: DocumentRun[]; writes: ForeignWrite[] };

/** Edits, runs and writes of other programs as one line of time, newest first. Fields of one edit stand together. */
export function timelineOf({ entries, runs, writes }: Sources): Happening[] {
  const edits = new Map<string, Happening & { kind: "edit" }>();
  for (const entry of entries) {
    const key = entry.changeSetId ?? `${entry.actor} ${entry.at}`;
    const known = edits.get(key);
    if (known) known.entries.push(entry);
    else edits.set(key, { kind: "edit", key, at: entry.at, entries: [entry] });
  }
  const happenings: Happening[] = [
    ...edits.values(),
    ...runs.map((run) => ({
      kind: "run" as const,
      key: `${run.id} ${run.at} ${run.action}`,
      at: run.at,
      run,
    })),
    ...writes.map((write) => ({
      kind: "outside" as const,
      key: `outside ${write.id}`,
      at: write.at,
      write,
    })),
  ];
  return happenings.sort((a, b) => b.at.localeCompare(a.at) || a.key.localeCompare(b.key));
}
