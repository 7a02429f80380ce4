import type { Db } from "#lib/db/pool.ts";
import type { Embedder } from "#lib/embed/embedder.ts";
import type { Purpose } from "#lib/embed/purpose.ts";
import type { PreparedCache } from "./prepared-cache.ts";
import type { RunScope, RunSettings } from "./run-scope.ts";
import type { RunKind, RunMode } from "./runs-schemas.ts";

export type OpenRun = {
  id: string;
  kind: RunKind;
  mode: RunMode;
  scope: RunScope;
  options: RunSettings;
  /** What its requests to the provider are booked under. */
  purpose: Purpose;
  /** When it was taken up first. */
  startedAt: Date;
  /** True once its plan is stored; `manifestChecksum` is what the plan pins. */
  planned: boolean;
  manifestChecksum: string | null;
};

/** One program at work on one run. */
export type RunSession = {
  db: Db;
  run: OpenRun;
  /** Names this program's lease. */
  worker: string;
  embedder: Embedder;
  prepared: PreparedCache;
  /** Aborted when this program stops or the run is being cancelled: what is under way may still land. */
  stop: AbortSignal;
  /** A queue can take the run up later: it may wait for a person, or for a provider that is away. */
  canWait: boolean;
  /** Called with the size of the plan, and what of it needs no work. */
  planned(total: number, settled: (string | null)[]): void;
  /** Called when something was stored that need not be done again. */
  achieved(): void;
  /** Called for each document that this program settled, in the order of their ends. */
  settled(path: string | null): void;
};

export function isDryRun({ mode }: OpenRun): boolean {
  return mode === "dry-run" || mode === "audit";
}

/** A full re-embedding asks the provider anew, once for each text, and so does a run that was told to. */
export function ignoresCache({ kind, mode, options }: OpenRun): boolean {
  return options.force === true || (kind === "reembed" && mode === "full");
}
