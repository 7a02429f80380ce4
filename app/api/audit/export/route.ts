import { handle } from "#app/api/handle.ts";
import { auditExportSchema } from "#lib/corpus/audit-request-schemas.ts";
import { exportHeaders } from "#lib/corpus/export-rows.ts";
import { exportAudit } from "#lib/curate/export-audit.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", query: auditExportSchema },
  async ({ staff, query }) => {
    const { format, ...filter } = query;
    const file = exportAudit(database(), filter, format, staff);
    return new Response(file, { headers: exportHeaders("audit", format, new Date()) });
  },
);
