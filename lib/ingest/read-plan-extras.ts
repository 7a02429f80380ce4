import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import type { Served } from "./plan-schemas.ts";

/** The warnings of a run about these documents, by path. */
export async function readWarnings(
  tx: Tx,
  runId: string,
  paths: string[],
): Promise<Map<string, string[]>> {
  if (paths.length === 0) return new Map();
  const { rows } = await sql<{ path: string; messages: string[] }>`
    select path, array_agg(coalesce(message, reason) order by id) as messages from console.run_events
    where run_id = ${runId} and level = 'warning' and path = any(${paths}::text[]) group by path`.execute(
    tx,
  );
  return new Map(rows.map(({ path, messages }) => [path, messages]));
}

/** What readers are served of documents that could not be done, by path. */
export async function readServed(tx: Tx, paths: string[]): Promise<Map<string, Served>> {
  if (paths.length === 0) return new Map();
  const { documents, chunks, embeddings } = baseTables();
  const { rows } = await sql<{ path: string; chunks: number; since: Date | null }>`
    select d.path, d.ingested_at as since, (select count(*)::int from ${chunks} c
      join ${embeddings} e on e.chunk_id = c.id where c.document_id = d.id) as chunks
    from ${documents} d where d.path = any(${paths}::text[])`.execute(tx);
  return new Map(
    rows.map(({ path, chunks: served, since }) => [
      path,
      { chunks: served, since: since?.toISOString() ?? null },
    ]),
  );
}
