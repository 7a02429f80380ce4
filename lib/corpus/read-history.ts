import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { cleanValue, type Redact } from "./clean-values.ts";
import type { HistoryEntry } from "./schemas.ts";

type StoredEntry = Omit<HistoryEntry, "at"> & { at: Date; pricing: boolean };

type Subject = { documentId: string; chunkId?: string };

/**
 * The latest 100 recorded changes of one document, or of one of its chunks, newest first, redacted where the document
 * is sensitive to prices. The caller has checked that it may be seen.
 */
export function readHistory(
  db: Db,
  { documentId, chunkId }: Subject,
  redact: Redact,
): Promise<HistoryEntry[]> {
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const found = await sql<StoredEntry>`
        select a.id, a.at, a.actor_label as actor, a.action, a.field, a.from_value as "from", a.to_value as "to",
          a.reason, a.change_set_id as "changeSetId", coalesce(d.pricing_sensitive, true) as pricing
        from console.audit_log a left join ${baseTables().documents} d on d.id = ${documentId}
        where a.subject_type = ${chunkId ? "chunk" : "document"} and a.subject_id = ${chunkId ?? documentId}
        order by a.at desc, a.id desc limit 100`.execute(tx);
      return found.rows.map(({ pricing, at, ...row }) => {
        const clean = (value: unknown) =>
          pricing ? cleanValue(row.field ?? "", value, redact) : value;
        return {
          ...row,
          at: at.toISOString(),
          from: clean(row.from),
          to: clean(row.to),
          reason: row.reason !== null && pricing ? redact(row.reason) : row.reason,
        };
      });
    },
    { readOnly: true },
  );
}
