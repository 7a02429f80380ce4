import type { CorpusStates } from "#lib/corpus/states-schemas.ts";
import type { RunCharts } from "#lib/ingest/run-chart-schemas.ts";
import type { Run } from "#lib/ingest/runs-schemas.ts";

/** One thing that changed, or may have changed, what is served. */
export type RecentChange = {
  id: string;
  at: string;
  what: "edit" | "run" | "outside";
  /** In a few words: "status: planned", "Ingest: 3 updated". */
  title: string;
  detail: string;
  /** Of an edit or a run. */
  state: string | null;
  by: string;
  href: string;
};

/** Something that waits for an admin. */
export type Waiting = { id: string; title: string; reason: string; since: string; href: string };

export type ComingUp = {
  documentId: string;
  title: string;
  what: "starts" | "expires";
  at: string;
  chunks: number;
};

export type Overview = {
  states: CorpusStates;
  /** The last search for amounts: how many stand where none may, and when that was found. */
  suspects: { leaks: number; at: string } | null;
  lastRun: Run | null;
  active: Run[];
  charts: RunCharts;
  recent: RecentChange[];
  waiting: Waiting[];
  comingUp: ComingUp[];
  /** Tokens that may be bought today (null: no limit), and how many were. */
  budget: { tokens: number | null; spent: number; endsAt: string };
};
