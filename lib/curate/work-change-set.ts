import { sql } from "kysely";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import type { ChangeSetState } from "#lib/corpus/change-set-schemas.ts";
import { storedRole } from "#lib/corpus/plan-edit.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { applyRows, type Restore, type RowResult, type RowTask } from "./apply-rows.ts";
import { loadChangeSet, type StoredChangeSet } from "./change-set-row.ts";
import { finishChangeSet } from "./finish-change-set.ts";
import type { Keep } from "./keep-values.ts";
import { loadRows } from "./rows.ts";

/** Rows of one transaction: a thousand documents take about 0.2 s, and hold their locks no longer. */
const batchRows = 1000;

type PinnedRow = {
  id: string;
  seenVersion: number;
  wanted: Changes | Restore | Keep | null;
  why: string | null;
};
type WorkOptions = { budgetMs?: number; signal?: AbortSignal };

/**
 * Changes the pinned rows of a set that is being applied, a thousand a transaction, until none is left or the time is
 * used up. Any number of callers may work one set: each batch is one caller's. Returns the state that it is in then.
 */
export async function workChangeSet(
  db: Db,
  id: string,
  { budgetMs = 8_000, signal }: WorkOptions = {},
): Promise<ChangeSetState> {
  const end = Date.now() + budgetMs;
  while (!signal?.aborted) {
    const state = await withRole(db, "perazzi_curate", (tx) => workBatch(tx, id), {
      timeoutMs: 30_000,
    });
    if (state !== "applying" || Date.now() > end) return state;
  }
  return "applying";
}

async function workBatch(tx: Tx, id: string): Promise<ChangeSetState> {
  // The set's own row is the turn: two workers never hold the same batch.
  const set = await loadChangeSet(tx, id, { lock: true });
  if (set.state !== "applying") return set.state;
  const { rows: pinned } = await sql<PinnedRow>`
    select subject_id as id, seen_version::int as "seenVersion", wanted, why from console.change_set_rows
    where change_set_id = ${id} and outcome = 'pinned' order by position limit ${batchRows}`.execute(
    tx,
  );
  if (pinned.length === 0) return finishChangeSet(tx, set);
  const editor = editorOf(set);
  // What the person who asked may not see any more is theirs to change no more.
  const viewer = { seesRestricted: editor.role === "admin" };
  const ids = pinned.map((row) => row.id);
  const rows = await loadRows(tx, set.subject, ids, viewer, { lock: true });
  const tasks = pinned.map(
    (row): RowTask => ({
      id: row.id,
      seenVersion: row.seenVersion,
      work: row.wanted ?? set.changes,
      why: row.why,
    }),
  );
  const { results, served } = await applyRows(tx, set.subject, rows, tasks, editor);
  await keepResults(tx, id, results);
  await sql`update console.change_sets set touched_at = now(), actual = jsonb_build_object(
      'left', coalesce((actual ->> 'left')::int, 0) + ${served.left}::int,
      'entered', coalesce((actual ->> 'entered')::int, 0) + ${served.entered}::int,
      'served', coalesce((actual ->> 'served')::int, 0) + ${served.served}::int)
    where id = ${id}`.execute(tx);
  return "applying";
}

/** The change is of who asked for it, also where a worker makes it or an admin approved it. */
function editorOf(set: StoredChangeSet) {
  return {
    actor: { userId: set.createdBy, email: set.createdByLabel },
    by: set.createdByLabel,
    role: storedRole(set.scope.role),
    reason: set.reason,
    requestId: set.requestId,
    changeSetId: set.id,
    now: new Date(),
  };
}

async function keepResults(tx: Tx, id: string, results: Map<string, RowResult>): Promise<void> {
  const rows = [...results].map(([subjectId, result]) => ({
    id: subjectId,
    outcome: result.kind,
    why: result.kind === "skipped" ? result.why : null,
    before: result.kind === "changed" ? result.before : null,
    after: result.kind === "changed" ? result.after : null,
    version: result.kind === "changed" ? result.version : null,
  }));
  await sql`update console.change_set_rows r set outcome = n.outcome, why = n.why, before = nullif(n.before, 'null'),
      after = nullif(n.after, 'null'), new_version = n.version
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n (id uuid, outcome text, why text, before jsonb, after jsonb, version bigint)
    where r.change_set_id = ${id}::uuid and r.subject_id = n.id`.execute(tx);
}
