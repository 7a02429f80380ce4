import { sql } from "kysely";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { assertLease } from "./item-lease.ts";
import { insertEvents } from "./run-events.ts";
import type { RunSession } from "./run-session.ts";
import { settleEarlier } from "./settle-earlier.ts";
import type { RunItem } from "./take-items.ts";

/** What was done to a document. */
export type Done = {
  documentId: string | null;
  added: number;
  changed: number;
  kept: number;
  removed: number;
  embedded: number;
  warnings: string[];
};

/** Marks an item done in the transaction that did it: both hold, or neither does. */
export async function finishItem(
  tx: Tx,
  { run }: RunSession,
  item: RunItem,
  done: Done & { durationMs: number; action: RunItem["action"] | "skip"; reason: string | null },
): Promise<void> {
  const { rows } = await sql<{
    tokens: number;
  }>`update console.run_plan_items set state = 'done', worker = null,
      document_id = ${done.documentId}, action = ${done.action}, reason = ${done.reason}, done_added = ${done.added},
      done_changed = ${done.changed}, done_kept = ${done.kept}, done_removed = ${done.removed},
      done_embedded = ${done.embedded}, duration_ms = ${done.durationMs}, finished_at = now()
    where id = ${item.itemId} and fence = ${item.fence} returning tokens::float8 as tokens`.execute(
    tx,
  );
  const known = { documentId: done.documentId, path: item.path };
  await insertEvents(tx, run.id, [
    ...done.warnings.map((message) => ({
      ...known,
      action: "warn" as const,
      level: "warning" as const,
      message,
    })),
    {
      ...known,
      action: done.action,
      reason: done.reason,
      added: done.added + done.changed,
      kept: done.kept,
      removed: done.removed + done.changed,
      tokens: rows[0]?.tokens ?? 0,
      durationMs: done.durationMs,
    },
  ]);
  await settleEarlier(tx, run.id, [item.path]);
}

/** Marks an item failed; the document keeps what it had. Throws LostLease where it is not ours any more. */
export async function failItem(
  { db, run, settled }: RunSession,
  item: RunItem,
  message: string,
): Promise<void> {
  await withRole(db, "perazzi_ingest", async (tx) => {
    await assertLease(tx, item);
    await sql`update console.run_plan_items set state = 'failed', worker = null, message = ${message},
      finished_at = now() where id = ${item.itemId}`.execute(tx);
    const { path, documentId } = item;
    await insertEvents(tx, run.id, [{ action: "fail", level: "error", path, documentId, message }]);
  });
  settled(item.path);
}

const mostRaces = 4;

/** Gives back an item whose document somebody changed since it was planned; it is planned anew when it is taken. */
export async function replanItem(session: RunSession, item: RunItem): Promise<void> {
  if (item.races >= mostRaces)
    return failItem(session, item, "Somebody keeps changing this document: run again later.");
  await withRole(session.db, "perazzi_ingest", async (tx) => {
    await assertLease(tx, item);
    await sql`update console.run_plan_items set state = 'planned', worker = null, fence = fence + 1,
      attempts = greatest(attempts - 1, 0), races = races + 1 where id = ${item.itemId}`.execute(
      tx,
    );
  });
}
