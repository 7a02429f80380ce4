import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { DocumentRun } from "./runs-schemas.ts";

/** The last 50 runs that did something with a document, newest first. The caller has checked that it may be seen. */
export function listDocumentRuns(db: Db, documentId: string): Promise<DocumentRun[]> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<Omit<DocumentRun, "at"> & { at: Date }>`
      select r.id, r.kind, r.state, e.at, e.action, e.reason, r.requested_by_label as by,
        e.chunks_added as added, e.chunks_kept as kept, e.chunks_removed as removed
      from console.run_events e join console.runs r on r.id = e.run_id
      where e.document_id = ${documentId} order by e.id desc limit 50`.execute(tx);
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  });
}
