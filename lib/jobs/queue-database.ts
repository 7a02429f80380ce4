import pg from "pg";
import { connectionConfig, surviveLostConnections } from "#lib/db/pool.ts";

export type QueueDatabase = {
  executeSql(text: string, values?: unknown[]): Promise<pg.QueryResult>;
  close(): Promise<void>;
};

const stepDown =
  "begin; set local role perazzi_ingest; set local statement_timeout = '10s'; set local search_path = pgboss, pg_catalog";

/** What the queue library talks to: every statement in a transaction that has stepped down. */
export function openQueueDatabase(url: string): QueueDatabase {
  const pool = new pg.Pool({ ...connectionConfig(url), max: 2, connectionTimeoutMillis: 10_000 });
  surviveLostConnections(pool, "queue connection lost");
  return {
    executeSql: (text, values) => inTransaction(pool, text, values),
    close: () => pool.end(),
  };
}

async function inTransaction(
  pool: pg.Pool,
  text: string,
  values?: unknown[],
): Promise<pg.QueryResult> {
  const client = await pool.connect();
  try {
    await client.query(stepDown);
    const result = await client.query(text, values);
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot even roll back is not given back to the pool.
    const broken = await client.query("rollback").then(
      () => undefined,
      (reason: Error) => reason,
    );
    client.release(broken);
    throw error;
  }
}
