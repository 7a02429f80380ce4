import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";

/** What was done to one document of a run, as its events tell. */
export type Outcome = {
  action:
    | "new"
    | "update"
    | "repair"
    | "remove"
    | "skip"
    | "re-embed"
    | "fail"
    | "warn"
    | "take up"
    | "hold";
  level?: "info" | "warning" | "error";
  documentId?: string | null;
  path: string | null;
  reason?: string | null;
  message?: string | null;
  added?: number;
  kept?: number;
  removed?: number;
  tokens?: number;
  durationMs?: number | null;
};

/** Writes events of a run in the caller's transaction. */
export async function insertEvents(tx: Tx, runId: string, outcomes: Outcome[]): Promise<void> {
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
  for (let at = 0; at < rows.length; at += 1000)
    await sql`insert into console.run_events (run_id, level, document_id, path, action, reason, message, chunks_added,
        chunks_kept, chunks_removed, tokens, duration_ms)
      select ${runId}, t.* from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + 1000))}::jsonb) as t (level text,
        document_id uuid, path text, action text, reason text, message text, chunks_added int, chunks_kept int,
        chunks_removed int, tokens bigint, duration_ms int)`.execute(tx);
}
