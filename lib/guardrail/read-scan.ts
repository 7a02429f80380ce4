import { sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { redactQuery } from "./redact.ts";
import type { GuardrailsPage, GuardrailsSearch, ScanRow, SuspectRow } from "./scan-schemas.ts";

const pageSize = 100;

/** The last search of everything stored, one that is under way, and a page of the places of one level. */
export function readGuardrails(
  db: Db,
  viewer: Viewer,
  { level, after = 0 }: GuardrailsSearch,
): Promise<GuardrailsPage> {
  return withRole(db, "perazzi_read", async (tx) => {
    const last = await readScan(tx, sql`finished_at is not null and error_message is null`);
    const current = await readScan(
      tx,
      sql`finished_at is null and coalesce(heartbeat_at, requested_at) > now() - interval '15 minutes'`,
    );
    const { rows } = await sql<SuspectRow>`
      select s.n, s.level, s.relation, s.row_key as "rowKey", s.field, s.document_id as "documentId", d.path
      from console.guardrail_suspects s left join ${baseTables().documents} d on d.id = s.document_id
      where s.scan_id = ${last?.id ?? null}::uuid and s.level = ${level} and s.n > ${after}
        and (s.document_id is null or d.id is not null and ${visibleTo(viewer, "d")})
      order by s.n limit ${pageSize + 1}`.execute(tx);
    const items = rows.slice(0, pageSize).map((row) => ({
      ...row,
      path: row.path === null ? null : redactQuery(row.path),
    }));
    const nextCursor = rows.length > pageSize ? String(items.at(-1)?.n) : null;
    return { last: last && (await countedFor(tx, viewer, last)), current, items, nextCursor };
  });
}

/** How many amounts stand where none may, by the last search; those of documents that this person may know of. */
export async function countLeaks(db: Db, viewer: Viewer): Promise<number> {
  return (await readLastScan(db, viewer))?.leaks ?? 0;
}

/** The last search that came to its end, with the figures that this person may know. */
export function readLastScan(db: Db, viewer: Viewer): Promise<ScanRow | null> {
  return withRole(db, "perazzi_read", async (tx) => {
    const last = await readScan(tx, sql`finished_at is not null and error_message is null`);
    return last && countedFor(tx, viewer, last);
  });
}

/** The figures of a search without what only admins may know of. */
async function countedFor(tx: Tx, viewer: Viewer, scan: ScanRow): Promise<ScanRow> {
  if (viewer.seesRestricted) return scan;
  const { rows } = await sql<Pick<ScanRow, "leaks" | "redactedOnReading" | "unmarked">>`
    select count(*) filter (where s.level = 'leak')::int as leaks, count(*) filter (where s.level = 'unmarked')::int as unmarked,
      count(*) filter (where s.level = 'redacted on reading')::int as "redactedOnReading"
    from console.guardrail_suspects s left join ${baseTables().documents} d on d.id = s.document_id
    where s.scan_id = ${scan.id} and (s.document_id is null or d.id is not null and ${visibleTo(viewer, "d")})`.execute(
    tx,
  );
  return { ...scan, ...rows[0] };
}

async function readScan(tx: Tx, which: ReturnType<typeof sql>): Promise<ScanRow | null> {
  const { rows } = await sql<
    Omit<ScanRow, "requestedAt" | "startedAt" | "finishedAt" | "rowsScanned"> & {
      requested: Date;
      started: Date | null;
      finished: Date | null;
      rows_scanned: string;
    }
  >`select id, requested_at as requested, requested_by_label as "requestedBy", started_at as started, finished_at as finished,
      error_message as error, rows_scanned, leaks, redacted_on_reading as "redactedOnReading", unmarked, unread
    from console.guardrail_scans where ${which} order by finished_at desc nulls first, requested_at desc, id desc limit 1`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) return null;
  const { requested, started, finished, rows_scanned, ...rest } = row;
  return {
    ...rest,
    rowsScanned: Number(rows_scanned),
    requestedAt: requested.toISOString(),
    startedAt: started?.toISOString() ?? null,
    finishedAt: finished?.toISOString() ?? null,
  };
}
