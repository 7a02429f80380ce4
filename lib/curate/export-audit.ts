import type { Staff } from "#lib/auth/schemas.ts";
import type { AuditFilter, AuditRow } from "#lib/corpus/audit-schemas.ts";
import { type ExportFormat, exportRows } from "#lib/corpus/export-rows.ts";
import type { Db } from "#lib/db/pool.ts";
import { listAudit } from "./list-audit.ts";

const columns = [
  "id",
  "at",
  "actor",
  "action",
  "subjectType",
  "subjectId",
  "subjectLabel",
  "field",
  "from",
  "to",
  "reason",
  "changeSetId",
  "requestId",
] as const satisfies (keyof AuditRow)[];

/** All entries of the log that match, newest first, as this person may know them. */
export function exportAudit(
  db: Db,
  filter: AuditFilter,
  format: ExportFormat,
  staff: Staff,
): ReadableStream<Uint8Array> {
  return exportRows<AuditRow>(format, columns, (after) =>
    listAudit(db, { ...filter, cursor: after ?? filter.cursor }, staff, 1000),
  );
}
