import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { HistoryEntry } from "./schemas.ts";

/** The latest 100 recorded changes of one document, newest first. The caller has checked that it may be seen. */
export function readHistory(db: Db, documentId: string): Promise<HistoryEntry[]> {
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const found = await sql<Omit<HistoryEntry, "at"> & { at: Date }>`
        select id, at, actor_label as actor, action, field, from_value as "from", to_value as "to", reason
        from console.audit_log where subject_type = 'document' and subject_id = ${documentId}
        order by at desc, id desc limit 100`.execute(tx);
      return found.rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    },
    { readOnly: true },
  );
}
