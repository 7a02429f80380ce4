import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import type { RunState } from "./runs-schemas.ts";

/** What was done to one document of a run. */
export type Outcome = {
  action: "new" | "update" | "repair" | "remove" | "skip" | "re-embed" | "fail" | "warn";
  level?: "info" | "warning" | "error";
  documentId?: string | null;
  path: string | null;
  reason?: string | null;
  message?: string | null;
  added?: number;
  kept?: number;
  removed?: number;
  embedded?: number;
  tokens?: number;
  requests?: number;
  cost?: number;
  durationMs?: number | null;
};

export class RunCancelled extends Error {}

/** Writes a run's events and counters; what needed no work is kept back and written together. */
export class RunRecorder {
  readonly #db: Db;
  readonly #runId: string;
  #waiting: Outcome[] = [];
  constructor(db: Db, runId: string) {
    this.#db = db;
    this.#runId = runId;
  }

  /** Throws RunCancelled once somebody asked for it. */
  async record(outcome: Outcome): Promise<void> {
    this.#waiting.push(outcome);
    if (outcome.action !== "skip" || this.#waiting.length >= 25) await this.flush();
  }

  async flush(): Promise<void> {
    const outcomes = this.#waiting;
    this.#waiting = [];
    if (outcomes.length === 0) return;
    const state = await withRole(this.#db, "perazzi_ingest", async (tx) => {
      await insertEvents(tx, this.#runId, outcomes);
      return addCounters(tx, this.#runId, outcomes);
    });
    if (state === "cancelling") throw new RunCancelled();
  }
}

async function insertEvents(tx: Tx, runId: string, outcomes: Outcome[]): Promise<void> {
  const rows = outcomes.map((one) => ({
    level: one.level ?? "info",
    document_id: one.documentId ?? null,
    path: one.path,
    action: one.action,
    reason: one.reason ?? null,
    message: one.message ?? null,
    chunks_added: one.added ?? 0,
    chunks_kept: one.kept ?? 0,
    chunks_removed: one.removed ?? 0,
    tokens: one.tokens ?? 0,
    duration_ms: one.durationMs ?? null,
  }));
  await sql`insert into console.run_events (run_id, level, document_id, path, action, reason, message, chunks_added,
      chunks_kept, chunks_removed, tokens, duration_ms)
    select ${runId}, t.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (level text, document_id uuid, path text,
      action text, reason text, message text, chunks_added int, chunks_kept int, chunks_removed int, tokens bigint,
      duration_ms int)`.execute(tx);
}

async function addCounters(
  tx: Tx,
  runId: string,
  outcomes: Outcome[],
): Promise<RunState | undefined> {
  const count = (action: Outcome["action"]) =>
    outcomes.filter((one) => one.action === action).length;
  const sum = (field: "added" | "kept" | "removed" | "embedded" | "tokens" | "requests" | "cost") =>
    outcomes.reduce((total, one) => total + (one[field] ?? 0), 0);
  const scanned = outcomes.length - count("warn");
  const { rows } = await sql<{ state: RunState }>`update console.runs set heartbeat_at = now(),
      documents_scanned = documents_scanned + ${scanned}, documents_new = documents_new + ${count("new")},
      documents_updated = documents_updated + ${count("update") + count("re-embed")},
      documents_repaired = documents_repaired + ${count("repair")}, documents_skipped = documents_skipped + ${count("skip")},
      documents_removed = documents_removed + ${count("remove")}, documents_failed = documents_failed + ${count("fail")},
      chunks_written = chunks_written + ${sum("added")}, chunks_reused = chunks_reused + ${sum("kept")},
      chunks_removed = chunks_removed + ${sum("removed")}, chunks_embedded = chunks_embedded + ${sum("embedded")},
      tokens = tokens + ${sum("tokens")}, embedding_requests = embedding_requests + ${sum("requests")},
      estimated_cost = estimated_cost + ${sum("cost")},
      errors = errors + ${outcomes.filter(({ level }) => level === "error").length},
      warnings = warnings + ${outcomes.filter(({ level }) => level === "warning").length}
    where id = ${runId} returning state`.execute(tx);
  return rows[0]?.state;
}
