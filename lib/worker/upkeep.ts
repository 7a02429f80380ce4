import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";

/** Takes out of retrieval what ended by date and brings in what began. Returns the documents settled. */
export function settleDates(db: Db): Promise<number> {
  return withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      const { rows } = await sql<{
        settled: number;
      }>`select console.settle_dates() as settled`.execute(tx);
      return rows[0]?.settled ?? 0;
    },
    { timeoutMs: 60_000 },
  );
}
