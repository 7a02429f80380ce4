import type { Db } from "#lib/db/pool.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { RunKind, RunMode, RunState } from "./runs-schemas.ts";

export type NewRun = {
  kind: RunKind;
  mode: RunMode;
  requestedBy: { id: string | null; label: string };
  /** Re-embed: which documents. Ingest: filters of the command line. */
  scope?: { documentIds?: string[]; path?: string; category?: string; docType?: string };
  options?: { yes?: boolean };
  idempotencyKey?: string;
};

export type RunProgress = { done: number; total: number; path: string | null };

export type RunOptions = { signal?: AbortSignal; onProgress?: (progress: RunProgress) => void };

/** Records a run without a queue job (the command line); the same idempotency key returns the earlier run. */
export async function createRun(_tx: Tx | Db, _run: NewRun): Promise<string> {
  throw new AppError("unavailable", "Not there yet.");
}

/** Works a run to its end and returns its final state. A failure is recorded in the run, then thrown. */
export async function executeRun(_db: Db, _runId: string, _options: RunOptions = {}): Promise<RunState> {
  throw new AppError("unavailable", "Not there yet.");
}
