import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";

const batch = 2000;

/**
 * Counts the chunks of documents that were written to, or never counted, batch by batch in transactions of
 * their own. Returns how many documents. Lists are right without it, but slower.
 */
export async function refreshDocumentStats(db: Db): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await withRole(
      db,
      "perazzi_ingest",
      async (tx) => {
        const { rows } = await sql<{
          done: number;
        }>`select console.refresh_document_stats(${batch}::int) as done`.execute(tx);
        return rows[0]?.done ?? 0;
      },
      { timeoutMs: 60_000 },
    );
    total += done;
    if (done === 0) return total;
  }
}
