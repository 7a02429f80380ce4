import { sql } from "kysely";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { type RunColumns, runColumns, runRow } from "./run-row.ts";
import type { RunDetail, RunEvent, RunEvents } from "./runs-schemas.ts";

type ReadRun = {
  /** True for staff who may see admin-only and elevated documents. */
  seesRestricted: boolean;
  /** Only events after this one. */
  after?: number | undefined;
  level?: RunEvent["level"] | undefined;
  limit?: number;
};

/** One run and a page of what it did, in order. Throws not_found. */
export function readRun(db: Db, id: string, options: ReadRun): Promise<RunDetail> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } =
      await sql<RunColumns>`select ${runColumns(options)} from console.runs r where r.id = ${id}`.execute(
        tx,
      );
    const row = rows[0];
    if (!row) throw new AppError("not_found", "There is no run with this id.");
    return { run: runRow(row), events: await readEvents(tx, id, options) };
  });
}

type EventColumns = {
  id: number;
  at: Date;
  level: RunEvent["level"];
  document_id: string | null;
  path: string | null;
  action: string;
  reason: string | null;
  message: string | null;
  chunks_added: number;
  chunks_kept: number;
  chunks_removed: number;
  tokens: number;
  duration_ms: number | null;
};

async function readEvents(
  tx: Tx,
  runId: string,
  { seesRestricted, after = 0, level, limit = 200 }: ReadRun,
): Promise<RunEvents> {
  const { documents } = baseTables();
  const { rows } =
    await sql<EventColumns>`select e.id::float8 as id, e.at, e.level, e.document_id, e.path, e.action,
      e.reason, e.message, e.chunks_added, e.chunks_kept, e.chunks_removed, e.tokens::float8 as tokens, e.duration_ms
    from console.run_events e
    where e.run_id = ${runId} and e.id > ${after}
      and (${level ?? null}::text is null or e.level = ${level ?? null})
      and (${seesRestricted}::boolean or not exists (select 1 from ${documents} d
        where (d.id = e.document_id or d.path = e.path)
          and not ${visibleTo({ seesRestricted: false }, "d")}))
    order by e.id limit ${limit + 1}`.execute(tx);
  const items = rows.slice(0, limit).map(eventRow);
  return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.id) : null };
}

function eventRow(row: EventColumns): RunEvent {
  return {
    id: row.id,
    at: row.at.toISOString(),
    level: row.level,
    documentId: row.document_id,
    path: row.path,
    action: row.action,
    reason: row.reason,
    message: row.message,
    chunksAdded: row.chunks_added,
    chunksKept: row.chunks_kept,
    chunksRemoved: row.chunks_removed,
    tokens: row.tokens,
    durationMs: row.duration_ms,
  };
}
