import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTableNames, baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { findSuspects } from "./find-suspects.ts";
import { redactionVersion } from "./redact.ts";
import { type StoredRow, scanRows } from "./scan-rows.ts";
import type { Level, Place } from "./scan-schemas.ts";
import { scanTables } from "./scan-tables.ts";

export type ScanTotals = Record<Level, number> & { rows: number; unread: string[] };

type ScanOptions = {
  signal?: AbortSignal | undefined;
  /** Told of every place as it is found. */
  onPlaces?: (places: Place[]) => void;
};

// So many places are stored; all are counted.
const mostStored = 10_000;

/**
 * Searches everything stored for amounts, table by table in bounded memory, and stores the places. Works a scan
 * that was asked for; one that died begins anew.
 */
export async function runScan(
  db: Db,
  scanId: string,
  { signal, onPlaces }: ScanOptions = {},
): Promise<ScanTotals> {
  const totals: ScanTotals = {
    leak: 0,
    "redacted on reading": 0,
    unmarked: 0,
    rows: 0,
    unread: [],
  };
  await update(db, scanId, sql`started_at = now(), finished_at = null, error_message = null`, true);
  try {
    const base = baseTableNames();
    for (const table of await withRole(db, "perazzi_console", scanTables)) {
      if (!table.readable) {
        totals.unread.push(table.relation);
        continue;
      }
      for await (const rows of scanRows(db, table)) {
        signal?.throwIfAborted();
        const sensitivity = await namedDocuments(db, rows);
        const places = rows.flatMap((row) =>
          findSuspects({ relation: table.relation, ...row }, (id) => sensitivity.get(id), base).map(
            ({ field, level }): Place => ({
              level,
              relation: table.relation,
              rowKey: row.key,
              field,
              documentId: row.document_id,
            }),
          ),
        );
        totals.rows += rows.length;
        const stored = totals.leak + totals.unmarked + totals["redacted on reading"];
        for (const { level } of places) totals[level]++;
        onPlaces?.(places);
        await store(db, scanId, places.slice(0, Math.max(0, mostStored - stored)), stored);
      }
    }
    await update(db, scanId, counts(totals), false);
    await forgetOlder(db);
    return totals;
  } catch (error) {
    if (!signal?.aborted)
      await update(
        db,
        scanId,
        sql`finished_at = now(), error_message = ${toAppError(error).message}`,
        false,
      );
    throw error;
  }
}

function counts(totals: ScanTotals) {
  return sql`finished_at = now(), redaction_version = ${redactionVersion}, rows_scanned = ${totals.rows},
    leaks = ${totals.leak}, redacted_on_reading = ${totals["redacted on reading"]}, unmarked = ${totals.unmarked},
    unread = ${totals.unread}::text[]`;
}

function update(db: Db, id: string, set: ReturnType<typeof sql>, anew: boolean): Promise<void> {
  return withRole(db, "perazzi_console", async (tx) => {
    if (anew) await sql`delete from console.guardrail_suspects where scan_id = ${id}`.execute(tx);
    await sql`update console.guardrail_scans set ${set}, heartbeat_at = now() where id = ${id}`.execute(
      tx,
    );
  });
}

async function store(db: Db, scanId: string, places: Place[], before: number): Promise<void> {
  if (places.length === 0) return;
  const rows = places.map((place, at) => ({ ...place, n: before + at + 1 }));
  await withRole(db, "perazzi_console", (tx) =>
    sql`insert into console.guardrail_suspects (scan_id, n, level, relation, row_key, field, document_id)
      select ${scanId}, t.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as t (n int, level text, relation text, "rowKey" text, field text, "documentId" uuid)`.execute(
      tx,
    ),
  );
}

/** The pricing flags of the documents that JSON values of these rows name. */
async function namedDocuments(db: Db, rows: StoredRow[]): Promise<Map<string, boolean>> {
  const named = JSON.stringify(rows.map(({ fields }) => fields)).matchAll(
    /"document_?id":"([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})"/gi,
  );
  const ids = [...new Set(Array.from(named, ([, id]) => id ?? ""))];
  if (ids.length === 0) return new Map();
  const { rows: known } = await withRole(db, "perazzi_console", (tx) =>
    sql<{ id: string; sensitive: boolean }>`select id, pricing_sensitive as sensitive
      from ${baseTables().documents} where id = any(${ids}::uuid[])`.execute(tx),
  );
  return new Map(known.map(({ id, sensitive }) => [id, sensitive]));
}

/** The last ten searches are kept. */
function forgetOlder(db: Db): Promise<unknown> {
  return withRole(db, "perazzi_console", (tx) =>
    sql`delete from console.guardrail_scans where finished_at is not null and id not in (
      select id from console.guardrail_scans where finished_at is not null order by finished_at desc, id desc limit 10)`.execute(
      tx,
    ),
  );
}
