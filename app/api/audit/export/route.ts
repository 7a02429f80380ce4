import { handle } from "#app/api/handle.ts";
import { auditExportSchema } from "#lib/corpus/audit-request-schemas.ts";
import type { AuditRow } from "#lib/corpus/audit-schemas.ts";
import { exportHeaders, exportRows } from "#lib/corpus/export-rows.ts";
import { listAudit } from "#lib/curate/list-audit.ts";
import { database } from "#lib/db/pool.ts";

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

export const GET = handle(
  { permission: "read", query: auditExportSchema },
  async ({ staff, query }) => {
    const { format, ...filter } = query;
    const file = exportRows<AuditRow>(format, columns, async (after) => {
      const page = await listAudit(
        database(),
        { ...filter, cursor: after ?? filter.cursor },
        staff,
        1000,
      );
      return { ...page, previousCursor: null, seenAt: "" };
    });
    return new Response(file, { headers: exportHeaders("audit", format, new Date()) });
  },
);
