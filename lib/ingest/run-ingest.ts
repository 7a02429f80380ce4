import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { readModelState } from "#lib/embed/active-model.ts";
import { BudgetSpent } from "#lib/embed/budget.ts";
import { activeEmbedder } from "#lib/embed/choose-embedder.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { logger } from "#lib/logger/logger.ts";
import { failRuns } from "./fail-run.ts";
import { holdRun, noteProblem } from "./hold-run.ts";
import { isEnding } from "./item-failure.ts";
import { LostLease } from "./item-lease.ts";
import { openRun } from "./open-run.ts";
import { PreparedCache } from "./prepared-cache.ts";
import { endLease, keepLease } from "./run-lease.ts";
import type { RunSession } from "./run-session.ts";
import { hasEnded, type RunState } from "./runs-schemas.ts";
import { workRun } from "./work-run.ts";

export type RunProgress = { done: number; total: number; path: string | null };

export type RunOptions = {
  signal?: AbortSignal;
  onProgress?: (progress: RunProgress) => void;
  /** Called once the plan is stored, before the first document is taken. */
  onPlanned?: () => void;
  /** Called when something was achieved. */
  progressed?: () => Promise<void>;
  /** A queue can take the run up later: it may wait for a person, or for a provider that is away. */
  canWait?: boolean;
};

// A database that restarts is back within seconds; the queue is there for longer absences.
const patienceMs = 30_000;

/**
 * Works a run until it has ended, waits for a person, or `signal` stops this program; returns its state. A failure
 * of the whole run is recorded in it, then thrown; one that time may mend leaves it to be taken up again.
 */
export async function executeRun(
  db: Db,
  runId: string,
  options: RunOptions = {},
): Promise<RunState> {
  let lastGood = Date.now();
  for (;;) {
    const started = Date.now();
    try {
      return await attempt(db, runId, options);
    } catch (error) {
      if (Date.now() - started > patienceMs) lastGood = Date.now();
      if (!isEnding(error) || options.signal?.aborted || Date.now() - lastGood > patienceMs)
        throw error;
      logger.warn({ err: error, run: runId }, "the database is away: tried again");
      await wait(500, undefined, { signal: options.signal });
    }
  }
}

async function attempt(db: Db, runId: string, options: RunOptions): Promise<RunState> {
  const { signal, onProgress, onPlanned, progressed, canWait = false } = options;
  const worker = randomUUID();
  const opened = await openRun(db, runId, worker, signal);
  if (typeof opened === "string") return opened;
  const cancelled = new AbortController();
  const stop = signal ? AbortSignal.any([signal, cancelled.signal]) : cancelled.signal;
  const beat = keepLease(db, { runId, worker }, (state) => {
    // Queued again: another program found that today's tokens are spent.
    if (state === "cancelling" || state === "queued" || hasEnded(state))
      cancelled.abort(new Error(state));
  });
  const progress = { done: 0, total: 0 };
  const session: Omit<RunSession, "embedder"> = {
    db,
    run: opened,
    worker,
    prepared: new PreparedCache(),
    stop,
    canWait,
    planned(total, settled) {
      Object.assign(progress, { done: 0, total });
      for (const path of settled) session.settled(path);
      onPlanned?.();
    },
    achieved() {
      void progressed?.().catch((error) => logger.warn({ err: error }, "progress was not noted"));
    },
    settled(path) {
      progress.done++;
      onProgress?.({ ...progress, path });
      session.achieved();
    },
  };
  try {
    const models = await withRole(db, "perazzi_ingest", readModelState);
    await workRun({ ...session, embedder: activeEmbedder(models) });
  } catch (thrown) {
    if (thrown instanceof BudgetSpent) await holdRun(db, runId, thrown);
    else if (!stop.aborted && !(thrown instanceof LostLease)) {
      const error = toAppError(thrown);
      if (isEnding(thrown)) throw thrown;
      if (error.code !== "unavailable" || !canWait)
        await withRole(db, "perazzi_ingest", (tx) => failRuns(tx, [runId], error.message));
      else await noteProblem(db, runId, error.message);
      throw thrown;
    }
  } finally {
    beat();
    await leave(db, runId, worker);
  }
  const state = await closeRun(db, runId);
  if (!hasEnded(state) && state !== "waiting for approval") signal?.throwIfAborted();
  return state;
}

/** Without the database the lease ends by itself. */
async function leave(db: Db, runId: string, worker: string): Promise<void> {
  try {
    await endLease(db, runId, worker);
  } catch (error) {
    logger.warn({ err: error, run: runId }, "the run's lease was not given back");
  }
}

/** Ends a run of which nothing is left to do. Returns the state that it is in then. */
async function closeRun(db: Db, runId: string): Promise<RunState> {
  const { rows } = await withRole(db, "perazzi_ingest", async (tx) => {
    await sql`update console.runs r set finished_at = now(),
        state = case when errors > 0 then 'succeeded with errors' else 'succeeded' end
      where id = ${runId} and state = 'running' and planned_at is not null and not exists (
        select 1 from console.run_plan_items i where i.run_id = r.id and i.state in ('planned', 'working'))`.execute(
      tx,
    );
    return sql<{ state: RunState }>`select state from console.runs where id = ${runId}`.execute(tx);
  });
  return rows[0]?.state ?? "failed";
}
