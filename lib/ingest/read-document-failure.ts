import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { DocumentFailure } from "./plan-schemas.ts";
import { readServed } from "./read-plan-extras.ts";

/** Why the last run could not bring a document up to date, or null where it could. The caller has checked that it may be seen. */
export function readDocumentFailure(db: Db, documentId: string): Promise<DocumentFailure | null> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<{
      run_id: string;
      at: Date;
      path: string;
      state: string;
      message: string | null;
      settled_by: string | null;
    }>`select i.run_id, i.finished_at as at, i.path, i.state, i.message, i.settled_by
      from console.run_plan_items i join console.runs r on r.id = i.run_id
      where i.document_id = ${documentId} and i.state in ('done', 'failed') and i.path is not null
        and r.mode not in ('dry-run', 'audit')
      order by i.id desc limit 1`.execute(tx);
    const last = rows[0];
    if (last?.state !== "failed" || last.settled_by !== null) return null;
    const served = await readServed(tx, [last.path]);
    return {
      runId: last.run_id,
      at: last.at.toISOString(),
      message: last.message,
      served: served.get(last.path) ?? null,
    };
  });
}
